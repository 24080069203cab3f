/** Year, month, day and 24 hours: nobody takes the month for the day. */
const ISO_ENGLISH = 'en-CA-u-hc-h23';
/** A country or part of the world, and nothing else that some browsers append. */
const ENGLISH_OF = /^en-([a-z]{2}|\d{3})$/i;

/**
 * The locale that days and times are written in. English alone would be American: it is the browser's own where that speaks the English of
 * some country, otherwise as ISO 8601 has it.
 *
 * @param ofBrowser its languages, the one that it speaks first
 */
export function datesIn(language: string, ofBrowser: readonly string[]): string {
  if (language === 'zh') return 'zh-Hans';
  if (language !== 'en') return language;
  const isEnglish = /^en\b/i.test(ofBrowser[0] ?? '');
  return (isEnglish ? ofBrowser.find((tag) => ENGLISH_OF.test(tag)) : undefined) ?? ISO_ENGLISH;
}
