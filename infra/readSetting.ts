/**
 * Readers of one setting each. What comes from `-c` is always text, what comes from cdk.json has its
 * JSON type: both are taken. Each throws a SettingError that names the setting and says what to write.
 */

export interface UnitRange {
  readonly min: number;
  readonly max: number;
}

/** A setting that cannot stand. Its message is made for the person who wrote the setting. */
export class SettingError extends Error {
  override readonly name = 'SettingError';

  constructor(
    readonly setting: string,
    problem: string,
  ) {
    super(`Setting "${setting}" ${problem}.`);
  }
}

const shown = (value: unknown): string =>
  value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;

/** Text that is not empty. `example`: what an error shows; may be empty. */
export function text(setting: string, value: unknown, example: string): string {
  if (typeof value === 'string' && value.length > 0) return value;
  throw new SettingError(setting, `${shown(value)}; write text${example && `, as in ${example}`}`);
}

/** An e-mail address. */
export function address(setting: string, value: unknown): string {
  if (typeof value === 'string' && /^[^@\s]+@[^@\s]+$/.test(value)) return value;
  throw new SettingError(setting, `${shown(value)}; write an e-mail address: name@example.com`);
}

/** `true` or `false`. */
export function flag(setting: string, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new SettingError(setting, `${shown(value)}; write true or false: -c ${setting}=true`);
}

/** One of the given words. */
export function choice<const Word extends string>(
  setting: string,
  value: unknown,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  throw new SettingError(
    setting,
    `${shown(value)}; write one of ${words.join(', ')}: -c ${setting}=${words[0]}`,
  );
}

/** An array of text, or text with commas. */
export function list(setting: string, value: unknown, example: string): string[] {
  const items = typeof value === 'string' ? value.split(',').filter(Boolean) : value;
  if (Array.isArray(items) && items.every((item) => typeof item === 'string')) return items;
  throw new SettingError(
    setting,
    `${shown(value)}; write a list, with commas${example && `: ${example},…`}`,
  );
}

/** A whole number within bounds. */
export function units(setting: string, value: unknown, { min, max }: UnitRange): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) {
    return number;
  }
  throw new SettingError(
    setting,
    `${shown(value)}; write a whole number from ${min} to ${max}: -c ${setting}=${Math.max(min, 1)}`,
  );
}

/** One of the numbers of days that the service knows. */
export function days(setting: string, value: unknown, possible: readonly number[]): number {
  const number = Number(value);
  if (possible.includes(number)) return number;
  throw new SettingError(
    setting,
    `${shown(value)}; write one of ${possible.join(', ')}: -c ${setting}=${possible[0]}`,
  );
}

/** `{ "min": 5, "max": 100 }`, or `5-100`: between what auto scaling may move. */
export function unitRange(setting: string, value: unknown): UnitRange {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  const { min, max } =
    low !== undefined && high !== undefined
      ? { min: Number(low), max: Number(high) }
      : ((value ?? {}) as Partial<UnitRange>);
  if (Number.isInteger(min) && Number.isInteger(max) && min! >= 1 && max! >= min!) {
    return { min: min!, max: max! };
  }
  throw new SettingError(
    setting,
    `${shown(value)}, and provisioned capacity needs bounds for auto scaling; write least and most units a second: -c ${setting}=5-100`,
  );
}

/** An object of text. */
export function words(setting: string, value: unknown): Record<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.every(([, word]) => typeof word === 'string')) {
      return Object.fromEntries(entries) as Record<string, string>;
    }
  }
  throw new SettingError(setting, `${shown(value)}; write an object of text: { "team": "social" }`);
}
