import { limits } from '../limits.js';

const { minLength, maxLength } = limits.handle;

/**
 * The form of a handle, for resolvers and triggers: lower case letters, digits, `_` and `.`, with at
 * least one letter or digit.
 *
 * Without anchors: Java (`util.matches`) and JavaScript write the end of a text differently (`\z`,
 * `$`), so each user adds its own.
 */
export const HANDLE_PATTERN = `(?=[_.]*[a-z0-9])[a-z0-9_.]{${minLength},${maxLength}}`;
