import { z } from 'zod';
import { readTarget } from '../appsync/datasources/index.js';

/** A text that `read` accepts and converts. `form` is named when it is refused. */
export const parsed = <T>(read: (text: string) => T | undefined, form: string) =>
  z.string().transform((text, context): T => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `${text}: ${form}` });
    return z.NEVER;
  });

/** A manifest's `allowHttp`: what HTTP data sources may call, beside `--allow-http`. */
export const allowHttp = z.array(parsed(readTarget, 'expected HOST or HOST:PORT')).default([]);
