/**
 * @param response the text of a response: JSON as GraphiQL shows it.
 * @returns what is worth saying of it at once: its errors, what a subscription waits for, or that
 *   it has come.
 */
export function summaryOf(response: string): string {
  const { errors, status } = parsed(response);
  if (typeof status === 'string') return status;
  if (!Array.isArray(errors) || errors.length === 0) return 'Response received';
  const [first] = errors as readonly { readonly message?: unknown }[];
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return `Response with ${count}: ${String(first?.message)}`;
}

function parsed(response: string): { readonly errors?: unknown; readonly status?: unknown } {
  try {
    const value: unknown = JSON.parse(response);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
