import type { ReactNode } from 'react';
import Linkify from 'linkify-react';

const options = {
  defaultProtocol: 'https',
  target: '_blank',
  rel: 'noopener nofollow noreferrer',
  ignoreTags: ['script', 'style'],
  validate: {
    // Web addresses only, and only those that say so: no mail, no bare words with a dot.
    url: (value: string) => /^https?:\/\//i.test(value),
    email: () => false,
  },
};

/** The text as it is; web addresses in it can be followed, nothing else in it means anything. */
export function MessageText({ text }: { readonly text: string }): ReactNode {
  return (
    <span dir="auto" className="message-text">
      <Linkify options={options}>{text}</Linkify>
    </span>
  );
}
