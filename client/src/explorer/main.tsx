import 'graphiql/setup-workers/vite';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { sessionStorage } from 'aws-amplify/utils';
import 'graphiql/style.css';
import './explorer.css';
import { loadConfig } from '../config';
import { Explorer } from './Explorer';

const root = createRoot(document.getElementById('root')!);

loadConfig().then(
  (config) => {
    Amplify.configure(config.amplify);
    // Each tab has a session of its own, so two tabs can be two people.
    cognitoUserPoolsTokenProvider.setKeyValueStorage(sessionStorage);
    root.render(
      <StrictMode>
        <Explorer config={config} />
      </StrictMode>,
    );
  },
  (error: unknown) => root.render(<p role="alert">{String(error)}</p>),
);
