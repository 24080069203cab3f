/** Answers the first run after a moment, or undefined when there is none any more. */
export type NextRun = (after: Date) => Date | undefined;

/**
 * Reads `rate(5 minutes)`, `cron(0 2 * * ? *)` or `at(2027-01-31T08:00:00)` of EventBridge; times are UTC. Throws on anything else, and on
 * `L`, `W` and `#`, which are not known locally.
 *
 * @param hasten a rate comes round so many times as often as it says; what names a time of day keeps it
 */
export function readSchedule(expression: string, hasten = 1): NextRun {
  const [, kind, argument = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(argument, expression, hasten);
  if (kind === 'cron') return cron(argument, expression);
  if (kind === 'at') return once(argument, expression);
  throw new Error(`not a schedule: ${expression}`);
}

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function rate(argument: string, expression: string, hasten: number): NextRun {
  const [, count, unit = ''] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(argument) ?? [];
  const milliseconds = (Number(count) * (units[unit] ?? Number.NaN)) / hasten;
  if (Number.isNaN(milliseconds)) throw new Error(`not a rate: ${expression}`);
  return (after) => new Date(after.getTime() + milliseconds);
}

function once(argument: string, expression: string): NextRun {
  const at = new Date(`${argument}Z`);
  if (Number.isNaN(at.getTime())) throw new Error(`not a time: ${expression}`);
  return (after) => (at > after ? at : undefined);
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** A leap day on a given weekday may be this far away. */
const horizonDays = 366 * 28;

function cron(argument: string, expression: string): NextRun {
  const fields = argument.trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6 || (day === '?') === (weekday === '?'))
    throw new Error(`not a cron expression (six fields, "?" for one of the two days): ${expression}`);
  const minutes = values(minute, 0, 59, [], expression);
  const hours = values(hour, 0, 23, [], expression);
  const days = values(day, 1, 31, [], expression);
  const inMonths = values(month, 1, 12, months, expression);
  const onWeekdays = values(weekday, 1, 7, weekdays, expression);
  const years = values(year, 1970, 2199, [], expression);
  const runs = (date: Date) =>
    years.has(date.getUTCFullYear()) &&
    inMonths.has(date.getUTCMonth() + 1) &&
    days.has(date.getUTCDate()) &&
    onWeekdays.has(date.getUTCDay() + 1);
  return (after) => {
    const midnight = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate());
    for (let i = 0; i <= horizonDays; i++) {
      const date = new Date(midnight + i * 86_400_000);
      if (!runs(date)) continue;
      for (const h of hours)
        for (const m of minutes) {
          const at = new Date(date.getTime() + h * 3_600_000 + m * 60_000);
          if (at > after) return at;
        }
    }
    return undefined;
  };
}

/** The numbers a field stands for, rising: `*`, `?`, `a`, `a-b`, `a/step`, `a-b/step`, names, and lists of these. */
function values(field: string, low: number, high: number, names: readonly string[], expression: string): Set<number> {
  const number = (text: string) => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + low : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value) || value < low || value > high)
      throw new Error(`"${field}" is not known or not within ${low} to ${high}: ${expression}`);
    return value;
  };
  const found = new Set<number>();
  for (const item of field.split(',')) {
    const [range = '', step] = item.split('/');
    const all = range === '*' || range === '?';
    const [from = '', to] = range.split('-');
    const first = all ? low : number(from);
    const last = all || (to === undefined && step !== undefined) ? high : number(to ?? from);
    const by = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(by) || by < 1) throw new Error(`"${field}" has no whole step: ${expression}`);
    for (let value = first; value <= last; value += by) found.add(value);
  }
  return new Set([...found].toSorted((a, b) => a - b));
}
