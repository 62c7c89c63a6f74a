import type { StartArguments } from './args.js';
import type { Host } from './host.js';

/** The text of the start: the addresses, and the users who can sign in. */
export function welcome(
  { url, config }: Host,
  { inMemory, dataDirectory, passwordAuth }: StartArguments,
): string {
  const people = config.demoUsers.map(
    ({ username, displayName }) => `    ${username.padEnd(18)} ${displayName}`,
  );
  const password = config.demoUsers[0]?.password;
  return [
    '',
    `  Web client   ${url}/`,
    `  Explorer     ${url}/graphiql`,
    `  GraphQL      ${url}/graphql`,
    `  Real time    ${url.replace('http', 'ws')}/graphql/realtime`,
    `  For clients  ${url}/config.json`,
    '',
    ...(password
      ? [`  Sign in as one of these, with the password ${password}`, ...people, '']
      : []),
    ...(passwordAuth
      ? [
          '  USER_PASSWORD_AUTH works here; the deployed client refuses it, as --no-password-auth does.',
        ]
      : []),
    inMemory
      ? '  Nothing is kept.'
      : `  Data is kept in ${dataDirectory}; npm start -- --fresh deletes it first.`,
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}
