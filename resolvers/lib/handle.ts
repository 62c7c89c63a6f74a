export const HANDLE_MAX_LENGTH = 30;

/**
 * The form of a handle, for resolvers and triggers: lower case, 2 to 30 of `a-z 0-9 _ .`, with at least
 * one letter or digit.
 *
 * Without anchors: Java (`util.matches`) and JavaScript write the end of a text differently (`\z`,
 * `$`), so each user adds its own.
 */
export const HANDLE_PATTERN = `(?=[_.]*[a-z0-9])[a-z0-9_.]{2,${HANDLE_MAX_LENGTH}}`;
