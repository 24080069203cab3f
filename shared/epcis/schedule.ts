import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { type Field, type Fields, fieldNames, ranges, readField } from './schedule-field.ts';

/** When a subscription runs: at every second of UTC that fits all fields (EPCIS 2.0 §8.2.5.3). */
export interface Schedule {
  /** The fields as they were sent. */
  readonly sent: Readonly<Partial<Record<Field, string>>>;
  readonly fields: Fields;
}

const QUERY_SCHEDULE = 'EPCIS 2.0 §8.2.5.3 QuerySchedule';

const DAY = 86_400;
const HOUR = 3600;
const MINUTE = 60;
/** After so many days the calendar repeats, weekdays included: 400 years. What does not fire within them never does. */
const CALENDAR = 146_097;

/**
 * Reads `{second, minute, hour, dayOfMonth, month, dayOfWeek}`, each a text of numbers and ranges (`1,[10-20]`). An absent second is 0, any
 * other absent field fits always. Refuses what is no such thing, and a schedule that never fires: `at` is a JSON pointer from the schedule.
 */
export function readSchedule(value: unknown): Schedule | Refusal {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return bad('', 'a schedule is an object', 'send for example {"hour": "5", "minute": "0"}');
  const sent: Partial<Record<Field, string>> = {};
  const fields: { [F in Field]?: readonly number[] } = { second: [0] };
  for (const [name, text] of Object.entries(value)) {
    const field = fieldNames.find((one) => one === name);
    if (field === undefined) return bad(`/${name}`, `a schedule has no ${name}`, `it has ${fieldNames.join(', ')}`);
    if (typeof text !== 'string') return bad(`/${name}`, `${name} is not text`, 'write it as a text, such as "5"');
    const read = readField(field, text);
    if ('wrong' in read) return bad(`/${name}`, `${name} ${read.wrong}`, read.remedy);
    sent[field] = text;
    fields[field] = read.values;
  }
  if (Object.keys(sent).length === 0)
    return bad('', 'the schedule has no field', `give at least one of ${fieldNames.join(', ')}`);
  const schedule = { sent, fields };
  if (nextFire(schedule, 0) !== undefined) return schedule;
  return bad('', 'the schedule never fires', 'choose a day that exists: all fields must fit at once');
}

/**
 * The first time after `afterMs` (milliseconds since 1970, from 0) at which the schedule fires, in the same unit; undefined when it never
 * does.
 */
export function nextFire({ fields }: Pick<Schedule, 'fields'>, afterMs: number): number | undefined {
  const start = Math.floor(afterMs / 1000) + 1;
  const first = Math.floor(start / DAY);
  for (let day = first; day <= first + CALENDAR; day++) {
    if (!fallsOn(fields, day)) continue;
    const second = firstSecond(fields, day === first ? start - day * DAY : 0);
    if (second !== undefined) return (day * DAY + second) * 1000;
  }
  return undefined;
}

/** `day` counts from 1970-01-01, a Thursday. */
function fallsOn({ dayOfMonth, month, dayOfWeek }: Fields, day: number): boolean {
  if (dayOfWeek !== undefined && !dayOfWeek.includes(((day + 3) % 7) + 1)) return false;
  if (dayOfMonth === undefined && month === undefined) return true;
  const date = new Date(day * DAY * 1000);
  return (dayOfMonth?.includes(date.getUTCDate()) ?? true) && (month?.includes(date.getUTCMonth() + 1) ?? true);
}

/** The first fitting second of a day, from `from` on. */
function firstSecond({ hour = ranges.hour, minute = ranges.minute, second = ranges.second }: Fields, from: number) {
  for (const h of hour) {
    if ((h + 1) * HOUR <= from) continue;
    for (const m of minute) {
      if (h * HOUR + (m + 1) * MINUTE <= from) continue;
      const found = second.find((s) => h * HOUR + m * MINUTE + s >= from);
      if (found !== undefined) return h * HOUR + m * MINUTE + found;
    }
  }
  return undefined;
}

function bad(at: string, detail: string, remedy: string): Refusal {
  return refuse('bad-subscription', detail, { at, rule: QUERY_SCHEDULE, remedy });
}

/** The refusal of a schedule as it reads when the schedule stands at `pointer`. Passes a schedule on. */
export function scheduleAt(pointer: string, read: Schedule | Refusal): Schedule | Refusal {
  return isRefusal(read) ? { ...read, at: pointer + (read.at ?? '') } : read;
}
