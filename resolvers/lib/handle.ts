/** A handle, as stored: lower case. A pattern that Java and JavaScript read alike, without anchors. */
export const HANDLE_PATTERN = '[a-z0-9_.]{2,30}';
