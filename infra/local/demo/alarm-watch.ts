import type { LineStatus } from './line-status.ts';

/** What one look at the lines' alarms brings up. */
export interface Looked {
  /** Each alarm that stops a line, or has to be explained, and was not there at the look before, as a person has to read it. */
  readonly news: readonly string[];
  /** The alarm that has stood the longest, and for how many milliseconds. */
  readonly oldest: { readonly text: string; readonly forMs: number } | undefined;
}

type Lines = readonly Pick<LineStatus, 'line' | 'alarms'>[];

/** Remembers which alarms that wait for a person were there before. Call it with every answer of the plant, and not when there was none: time in milliseconds. */
export function alarmWatch(): (lines: Lines, now: number) => Looked {
  let since = new Map<string, { readonly text: string; readonly from: number }>();
  return (lines, now) => {
    const ringing = lines.flatMap(({ line, alarms }) =>
      alarms
        .filter(({ stops, signed }) => stops || signed)
        .map((alarm) => [keyOf(line, alarm), textOf(line, alarm)] as const),
    );
    const news = ringing.filter(([key]) => !since.has(key)).map(([, text]) => text);
    since = new Map(ringing.map(([key, text]) => [key, since.get(key) ?? { text, from: now }]));
    const [oldest] = [...since.values()].toSorted((a, b) => a.from - b.from);
    return { news, oldest: oldest && { text: oldest.text, forMs: now - oldest.from } };
  };
}

type Alarm = LineStatus['alarms'][number];

const keyOf = (line: string, { code, detail, raisedAt }: Alarm) => [line, code, detail, raisedAt].join('\n');

const textOf = (line: string, { code, detail, remedy, stops }: Alarm) =>
  `ALARM ${line} ${stops ? 'stands' : 'waits for an explanation'}: ${code}: ${detail}${remedy === '' ? '' : ` · ${remedy}`}`;
