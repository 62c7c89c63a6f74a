import type { ReactNode } from 'react';
import Linkify from 'linkify-react';

/** Control and format characters: invisible, and some change the order of the text around them. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/u;

/**
 * Brackets, quotation marks and the ends of sentences and clauses of scripts other than Latin. An
 * address ends before them: `。` and `）` follow it without a space.
 */
const ENDS_ADDRESS =
  /((?:(?!\p{ASCII})[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Quotation_Mark}\p{Terminal_Punctuation}…])+)/u;

/**
 * Only addresses that say `http` or `https` and lead where they seem to: no mail, no bare words with a
 * dot, no user name before the host.
 */
function isPlainAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || INVISIBLE.test(value) || !URL.canParse(value)) return false;
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

/** The text with its addresses as links. Nothing else in it has a meaning. */
export default function LinkedText({ text }: { readonly text: string }): ReactNode {
  return text.split(ENDS_ADDRESS).map((part, at) => (
    // The parts are never in another order.
    <Linkify key={at} options={options}>
      {part}
    </Linkify>
  ));
}
