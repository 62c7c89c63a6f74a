import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import LinkedText from '../../client/src/ui/parts/LinkedText';

const linksOf = (text: string): string[] =>
  [...renderToStaticMarkup(createElement(LinkedText, { text })).matchAll(/href="([^"]*)"/g)].map(
    ([, href]) => href!,
  );

describe('A link in a message', () => {
  it.each([
    ['see https://example.com/a).', 'https://example.com/a'],
    ['(https://en.wikipedia.org/wiki/A_(b))', 'https://en.wikipedia.org/wiki/A_(b)'],
    ['https://example.com/?q=1!', 'https://example.com/?q=1'],
    ['https://例え.jp/テスト', 'https://例え.jp/テスト'],
    ['http://localhost:4000/x', 'http://localhost:4000/x'],
    ['見て（https://example.com/a）ね', 'https://example.com/a'],
    ['見て https://example.com/a。次', 'https://example.com/a'],
    ['「https://example.com/a」、と', 'https://example.com/a'],
    ['देखो https://example.com/a।', 'https://example.com/a'],
    ['انظر https://example.com/a؟', 'https://example.com/a'],
    ['„https://example.com/a“', 'https://example.com/a'],
    ['«https://example.com/a»', 'https://example.com/a'],
    ['https://example.com/a…', 'https://example.com/a'],
  ])('of %s ends where the address does', (text, href) => {
    expect(linksOf(text)).toEqual([href]);
  });

  it.each([
    ['looks like an address of another site', 'https://bank.example@evil.example/'],
    ['has a password in it', 'https://user:password@example.com/'],
    ['turns its direction', 'https://evil.example/\u202egpj.exe'],
    ['isolates its direction', 'https://evil.example/\u2067moc.knab\u2069'],
    ['hides a character', 'https://exam\u200bple.com/'],
    ['is a script', 'javascript:alert(1)'],
  ])('is not made of text that %s', (_what, text) => {
    expect(linksOf(text)).toEqual([]);
  });
});
