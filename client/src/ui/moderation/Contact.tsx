import type { ReactNode } from 'react';

/** Where to object, as the deployment names it. */
export function Contact({ to }: { readonly to: string }): ReactNode {
  if (/^[^\s@]+@[^\s@]+$/.test(to)) return <a href={`mailto:${to}`}>{to}</a>;
  if (/^https:\/\/\S+$/.test(to)) return <a href={to}>{to}</a>;
  return to;
}
