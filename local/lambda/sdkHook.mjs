/**
 * The AWS SDK for JavaScript v3 is part of Lambda's Node runtimes ("Runtime-included SDK versions"): a
 * function that does not bring it finds the host's.
 */
const isSdk = (specifier) => /^@(aws-sdk|smithy)\//.test(specifier);

export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!isSdk(specifier)) throw error;
    return next(specifier, { ...context, parentURL: import.meta.url });
  }
}
