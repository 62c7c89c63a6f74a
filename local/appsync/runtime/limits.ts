/**
 * The limits of APPSYNC_JS. Sources: "AWS AppSync endpoints and quotas" (AWS General Reference),
 * API reference CreateFunction, developer guide http-helpers-in-utils-http-js.
 */

/** Characters of one piece of code. */
export const maxCodeLength = 32_768;

/** Functions in one pipeline resolver. */
export const maxFunctionsPerPipeline = 10;

/** Iterations of all `for` loops of one handler together. */
export const maxLoopIterations = 1_000;

/** Bytes of an evaluated request or response, as JSON in UTF-8. */
export const maxEvaluatedBytes = 5 * 1024 * 1024;

/** Bytes of all custom response headers of one operation, names and values. */
export const maxResponseHeaderBytes = 4 * 1024;

/**
 * Steps of one evaluation: function calls, and elements or characters that a built-in touches. The
 * host's own limit: AppSync ends endless work by its time limit of 30 s, and documents no count.
 */
export const maxSteps = 1_000_000;
