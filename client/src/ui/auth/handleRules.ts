import { limits } from '../../generated/limits';

const { minLength, maxLength } = limits.handle;

/** What a handle is, said before one is chosen. */
export const handleHint = `${minLength} to ${maxLength} letters a-z, digits, underscores and dots. Others find you by it.`;

/** The same for the browser, which checks a field before it is sent. */
export const handlePattern = `@?[A-Za-z0-9_.]{${minLength},${maxLength}}`;
