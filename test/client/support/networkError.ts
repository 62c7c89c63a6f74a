/** What Amplify rejects with when nothing came back. */
export const networkError = { errors: [{ originalError: { name: 'NetworkError' } }] };
