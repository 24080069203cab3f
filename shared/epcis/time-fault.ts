/** What is wrong with a text: what stands behind the text in a sentence, and what to do about it. */
export interface TextFault {
  readonly wrong: string;
  readonly remedy: string;
}

const EXAMPLE = 'write it like 2026-07-22T09:30:00Z';
const OFFSET_EXAMPLE = 'write an offset such as +01:00';

const wellFormed = /^(\d{4}-(\d\d))-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
const date = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/;

/** What people write instead of the form of xsd:dateTimeStamp. */
const habits: readonly (readonly [form: RegExp, fault: TextFault])[] = [
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?$/, { wrong: 'has no seconds', remedy: EXAMPLE }],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d/, { wrong: 'has no T between date and time', remedy: EXAMPLE }],
  [/^\d{4}-\d\d-\d\d(?:t.*|T.*z)$/, { wrong: 'has small letters for T or Z', remedy: EXAMPLE }],
  [/^\d{4}-\d\d-\d\dT.*[+-]\d{4}$/, { wrong: 'has an offset without a colon', remedy: OFFSET_EXAMPLE }],
  [/^\d{4}-\d\d-\d\dT[\d:]+,/, { wrong: 'has a comma before the fraction of a second', remedy: 'write a point' }],
];

/** Why a text is no time. Only for texts that `isTime` answers false to; for those it has to be quick, not here. */
export function timeFault(text: string): TextFault {
  const fields = wellFormed.exec(text);
  if (fields !== null) return fieldFault(text, fields);
  const day = date.exec(text)?.[1];
  if (day !== undefined)
    return { wrong: 'is a date without a time', remedy: `add time and zone, as in ${day}T09:30:00Z` };
  const habit = habits.find(([form]) => form.test(text));
  return habit?.[1] ?? { wrong: 'is not a date and time with a zone', remedy: EXAMPLE };
}

function fieldFault(text: string, [, month = '', monthNumber, day, hour, minute, second, zone]: string[]): TextFault {
  if (!within(monthNumber, 1, 12))
    return {
      wrong: `names month ${monthNumber}, and there are 12`,
      remedy: 'write year, month and day, as in 2026-07-22',
    };
  const days = daysOf(month);
  if (!within(day, 1, days))
    return { wrong: `names no day: ${month} has ${days} days`, remedy: 'write the day that is meant' };
  if (!within(hour, 0, 23)) {
    const remedy = hour === '24' ? 'write midnight as 00:00:00 of the next day' : 'write hours from 00 to 23';
    return { wrong: `names hour ${hour}, and hours end at 23`, remedy };
  }
  if (!within(minute, 0, 59))
    return { wrong: `names minute ${minute}, and minutes end at 59`, remedy: 'write minutes from 00 to 59' };
  if (!within(second, 0, 59)) {
    const remedy = second === '60' ? 'write a leap second as 59' : 'write seconds from 00 to 59';
    return { wrong: `names second ${second}, and seconds end at 59`, remedy };
  }
  return zoneFault(text, zone);
}

function zoneFault(text: string, zone: string | undefined): TextFault {
  if (zone === undefined) {
    const example = text.length > 30 ? '' : `: ${text}Z, ${text}+01:00`;
    return { wrong: 'is not a date and time with a zone', remedy: `add Z for UTC, or an offset${example}` };
  }
  if (!within(zone.slice(-2), 0, 59) && zone !== 'Z')
    return { wrong: `has the offset ${zone}, and minutes end at 59`, remedy: OFFSET_EXAMPLE };
  return { wrong: `has the offset ${zone}, which is beyond ±14:00`, remedy: OFFSET_EXAMPLE };
}

/** Why a text is no eventTimeZoneOffset. Only for texts that `isOffset` answers false to. */
export function offsetFault(text: string): TextFault {
  return { wrong: wrongWithOffset(text), remedy: 'write it like +01:00; UTC is +00:00' };
}

function wrongWithOffset(text: string): string {
  if (text === 'Z') return 'is the zone of a time, not an offset ±HH:MM';
  if (!/^[+-]\d\d:\d\d$/.test(text)) return 'is not an offset ±HH:MM';
  const minutes = text.slice(4);
  return within(minutes, 0, 59) ? 'is beyond ±14:00' : `has ${minutes} minutes, and minutes end at 59`;
}

const within = (digits: string | undefined, least: number, most: number): boolean =>
  Number(digits) >= least && Number(digits) <= most;

/** Of a month such as 2026-02. */
function daysOf(month: string): number {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  return next.getUTCDate();
}
