import { format } from 'oxfmt';

/** A page of Markdown, laid out as `npm run format` does it. */
export async function formatMarkdown(text: string): Promise<string> {
  const { code } = await format('page.md', text);
  return code;
}
