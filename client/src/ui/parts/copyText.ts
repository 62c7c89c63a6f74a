/** Rejects, too, where a page without TLS has no clipboard. */
export const copyText = async (text: string): Promise<void> => navigator.clipboard.writeText(text);
