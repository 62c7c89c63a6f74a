/** The credentials of functions and signed requests on this host. No AWS service accepts them. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;
