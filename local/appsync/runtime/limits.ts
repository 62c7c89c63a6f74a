/**
 * What APPSYNC_JS allows a resolver. Sources: "AWS AppSync endpoints and quotas" (AWS General
 * Reference), API reference CreateFunction, AppSync developer guide http-helpers-in-utils-http-js.
 */

/** Characters of one piece of code. */
export const maxCodeLength = 32_768;

/** Functions that one pipeline resolver is composed of. */
export const maxFunctionsPerPipeline = 10;

/** Turns that all `for` loops of one evaluated handler may take together. */
export const maxLoopIterations = 1_000;

/** Bytes of an evaluated request or response, as JSON in UTF-8. */
export const maxEvaluatedBytes = 5 * 1024 * 1024;

/** Bytes of all custom response headers of one operation, names and values. */
export const maxResponseHeaderBytes = 4 * 1024;

/** Different calls of `extensions.invalidateSubscriptions` in one GraphQL request. */
export const maxInvalidationsPerRequest = 5;

/**
 * Steps (function calls, and elements or characters that a built-in touches) of one evaluation.
 * This limit is ours: AppSync ends endless work by its time limit of 30 s, which no test wants to
 * wait for, and documents no count.
 */
export const maxSteps = 1_000_000;
