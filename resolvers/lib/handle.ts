import { limits } from '../limits.js';

const { minLength, maxLength } = limits.handle;

/**
 * What a handle is, for resolvers and triggers alike: lower case, so many of `a-z 0-9 _ .`, at
 * least one of them a letter or a digit.
 *
 * Not anchored: Java (`util.matches`) and JavaScript end a text differently (`\z`, `$`), so each
 * reader puts its own anchors around it.
 */
export const HANDLE_PATTERN = `(?=[_.]*[a-z0-9])[a-z0-9_.]{${minLength},${maxLength}}`;
