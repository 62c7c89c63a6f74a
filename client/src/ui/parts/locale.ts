interface InterfaceLocale {
  /** BCP 47. */
  readonly locale: string;
  readonly hourCycle: Intl.ResolvedDateTimeFormatOptions['hourCycle'];
}

/**
 * How dates and times are written: in English, as all of the interface and as `lang="en"` promises a
 * screen reader, with the order and the clock, of 12 or 24 hours, that the reader is used to. Words
 * in a language of their own beside English ones would be read out by the wrong voice (WCAG 2.2,
 * 3.1.2).
 * @param language the reader's; the browser's, unless given.
 */
export function interfaceLocale(language?: string): InterfaceLocale {
  const { locale, hourCycle } = new Intl.DateTimeFormat(language, {
    hour: 'numeric',
  }).resolvedOptions();
  const { region } = new Intl.Locale(locale).maximize();
  return { locale: region ? `en-${region}` : 'en', hourCycle };
}
