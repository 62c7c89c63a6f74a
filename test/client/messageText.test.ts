import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MessageText } from '../../client/src/ui/parts/MessageText';

const linksOf = (text: string): string[] =>
  [...renderToStaticMarkup(createElement(MessageText, { text })).matchAll(/href="([^"]*)"/g)].map(
    ([, href]) => href!,
  );

describe('A link in a message', () => {
  it.each([
    ['see https://example.com/a).', 'https://example.com/a'],
    ['(https://en.wikipedia.org/wiki/A_(b))', 'https://en.wikipedia.org/wiki/A_(b)'],
    ['https://example.com/?q=1!', 'https://example.com/?q=1'],
    ['https://例え.jp/テスト', 'https://例え.jp/テスト'],
    ['http://localhost:4000/x', 'http://localhost:4000/x'],
  ])('of %s ends where the address does', (text, href) => {
    expect(linksOf(text)).toEqual([href]);
  });

  it.each([
    ['looks like one to somebody else', 'https://bank.example@evil.example/'],
    ['has a password in it', 'https://user:password@example.com/'],
    ['turns its direction', 'https://evil.example/\u202egpj.exe'],
    ['isolates its direction', 'https://evil.example/\u2067moc.knab\u2069'],
    ['hides a character', 'https://exam\u200bple.com/'],
    ['is a script', 'javascript:alert(1)'],
  ])('is none where what stands there %s', (_what, text) => {
    expect(linksOf(text)).toEqual([]);
  });
});
