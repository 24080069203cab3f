/** How numbers, shares, times and dates are written in a language. Times are of the screen's own zone, which the offset tells. */
export interface Formats {
  readonly number: (value: number) => string;
  /** A share of one as a percentage; a dash where there is none. */
  readonly share: (value: number | null | undefined) => string;
  /** Milliseconds as hours, minutes and seconds. */
  readonly span: (ms: number) => string;
  readonly moment: (iso: string) => string;
  /** Since when something is: the time, and the day where it was not today. */
  readonly since: (iso: string) => string;
}

interface Wanted {
  /** The locale that days and times are written in; the language when left out. */
  readonly dates?: string;
  /** The screen's own when left out. */
  readonly timeZone?: string;
  /** What time it is. */
  readonly now?: () => Date;
}

/** Makes the formats of a language. */
export function formatsOf(
  language: string,
  { dates: written = language, timeZone, now = () => new Date() }: Wanted = {},
): Formats {
  const zone = { timeZoneName: 'shortOffset', ...(timeZone !== undefined && { timeZone }) } as const;
  const numbers = new Intl.NumberFormat(language);
  const shares = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const moments = new Intl.DateTimeFormat(written, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    ...zone,
  });
  const ofToday = { hour: '2-digit', minute: '2-digit', ...zone } as const;
  const clocks = new Intl.DateTimeFormat(written, ofToday);
  const days = new Intl.DateTimeFormat(written, { day: '2-digit', month: '2-digit', ...ofToday });
  const dates = new Intl.DateTimeFormat('en', { dateStyle: 'short', ...(timeZone !== undefined && { timeZone }) });
  const isToday = (date: Date) => dates.format(date) === dates.format(now());
  const at = (format: (date: Date) => Intl.DateTimeFormat) => (iso: string) => {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : format(date).format(date);
  };
  return {
    number: (value) => numbers.format(value),
    share: (value) => (value === undefined || value === null ? '–' : shares.format(value)),
    span: spanOf,
    moment: at(() => moments),
    since: at((date) => (isToday(date) ? clocks : days)),
  };
}

const two = (number: number) => String(number).padStart(2, '0');
const spanOf = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};
