import { lazy, Suspense, type ReactNode } from 'react';
import type { TotpSetupDetails } from '../../session';
import { CodeField } from './CodeField';

const QrCode = lazy(() => import('./QrCode'));

/** How to enrol an authenticator app: the key as a QR code and as text, and a field for its code. */
export function TotpSetup({ secret, uri }: TotpSetupDetails): ReactNode {
  return (
    <>
      <p className="auth-note">
        Scan this with an authenticator app, or type the key into it. Then enter the code that the
        app shows.
      </p>
      <Suspense fallback={<div className="qr-code" />}>
        <QrCode text={uri} label="QR code of the key" />
      </Suspense>
      <div className="field">
        <span id="totp-key">Key</span>
        <code className="totp-key" aria-labelledby="totp-key">
          {secret.match(/.{1,4}/g)?.join(' ')}
        </code>
      </div>
      <CodeField />
    </>
  );
}
