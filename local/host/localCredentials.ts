/** Who functions and signed requests are on this host: nobody that a service of AWS would know. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;
