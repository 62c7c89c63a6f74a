import type { ReactNode } from 'react';
import Linkify from 'linkify-react';

/** Control and format characters: they are not seen, and may turn what stands around them. */
const UNSEEN = /[\p{Cc}\p{Cf}]/u;

/**
 * Web addresses only, and only those that say so and lead where they seem to: no mail, no bare words
 * with a dot, nobody's name before the host.
 */
function isPlainAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || UNSEEN.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

const options = {
  defaultProtocol: 'https',
  target: '_blank',
  rel: 'noopener nofollow noreferrer',
  ignoreTags: ['script', 'style'],
  validate: {
    url: isPlainAddress,
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
