/** A setting that is not accepted. The message is for the person who wrote the setting. */
export class SettingError extends Error {
  override readonly name = 'SettingError';

  constructor(
    readonly setting: string,
    problem: string,
  ) {
    super(`Setting "${setting}" ${problem}.`);
  }
}
