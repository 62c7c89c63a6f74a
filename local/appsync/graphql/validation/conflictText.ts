/**
 * Lists and non-nulls have no name in graphql-java: "Sub selection required for type null" was
 * seen.
 */
export const named = (type: string) => (/^\w+$/.test(type) ? type : 'null');

/** `Fields "a" conflict because …` with its sub-conflicts, in graphql-java's form. */
export function conflictText(message: string): string {
  const [, name = '', reason = ''] =
    /^Fields "([^"]*)" conflict because (.*)\. Use different aliases/s.exec(message) ?? [];
  return `${name}: ${reasonText(reason)}`;
}

function reasonText(reason: string): string {
  if (!reason.startsWith('subfields "')) {
    return reason
      .replace(/^"([^"]*)" and "([^"]*)" are different fields$/, '$1 and $2 are different fields')
      .replace(
        /^they return conflicting types "([^"]*)" and "([^"]*)"$/,
        (_all, one: string, two: string) =>
          `they return differing types ${named(one)} and ${named(two)}`,
      );
  }
  const parts = reason.split(/ and (?=subfields ")/).map((part) => {
    const [, name = '', inner = ''] =
      /^subfields "([^"]*)" conflict because (.*)$/s.exec(part) ?? [];
    return `${name}: ${reasonText(inner)}`;
  });
  return `(${parts.join(', ')})`;
}
