import type { Alarms, OpenAlarm } from '../store/alarms.ts';
import { type AlarmCode, type AlarmKind, alarmTable } from './alarm-table.ts';

/** Writes one line of the agent's log: a stable code and what belongs to it. */
export type Log = (code: string, details: Readonly<Record<string, unknown>>) => void;

/** Beyond this many, one more of the same kind tells nobody anything; the units themselves keep their reasons. */
const MOST_OF_A_KIND = 20;

/** The alarms of one line. One that cannot be stored (the disk may be what is wrong) is still shown and still stops the line. */
export class AlarmBook {
  readonly #alarms: Alarms;
  readonly #line: string;
  readonly #at: () => string;
  readonly #log: Log;
  readonly #batch: () => number | undefined;
  #unstored: OpenAlarm[] = [];

  /** @param batch the batch at hand, in which an alarm is told later */
  constructor(
    alarms: Alarms,
    line: string,
    at: () => string,
    log: Log,
    batch: () => number | undefined = () => undefined,
  ) {
    this.#batch = batch;
    this.#log = log;
    this.#alarms = alarms;
    this.#line = line;
    this.#at = at;
  }

  /** Raises an alarm; answers whether it stops the line. The same words are not said twice before somebody acknowledges. */
  raise(code: AlarmCode, detail: string): boolean {
    const { stops, lasts }: AlarmKind = alarmTable[code];
    const same = this.open().filter((open) => open.code === code);
    if (same.length >= (lasts === true ? 1 : MOST_OF_A_KIND) || same.some((open) => open.detail === detail))
      return stops;
    this.#log('line-alarm', { line: this.#line, alarm: code, detail });
    try {
      this.#alarms.raise(this.#line, { code, detail, stops, batch: this.#batch() }, this.#at());
    } catch {
      this.#unstored.push({ alarm: 0, code, detail, stops, raisedAt: this.#at() });
    }
    return stops;
  }

  /** Alarms that nobody has acknowledged, with what is behind them and what to do about them. */
  open(): (OpenAlarm & Explanation)[] {
    return [...this.#stored(), ...this.#unstored].map((alarm) => ({ ...alarm, ...explanationOf(alarm.code) }));
  }

  #stored(): OpenAlarm[] {
    try {
      return this.#alarms.open(this.#line);
    } catch (error) {
      this.#log('alarms-unreadable', { line: this.#line, error: String(error) });
      return [];
    }
  }

  /** True while the line has to stand. */
  stopsLine(): boolean {
    return this.open().some(({ stops }) => stops);
  }

  /** A person has dealt with all of them. What could not be stored before is now, so that the history has it. */
  acknowledge(who: string): void {
    for (const { code, detail, stops, raisedAt } of this.#unstored) {
      this.#alarms.raise(this.#line, { code, detail, stops, batch: this.#batch() }, raisedAt);
    }
    this.#alarms.acknowledge(this.#line, who, this.#at());
    this.#unstored = [];
  }
}

export interface Explanation {
  readonly cause: string;
  readonly remedy: string;
}

/** What people are told of an alarm beside its own words; nothing of a code that an older release knew. */
export function explanationOf(code: string): Explanation {
  if (!isAlarmCode(code)) return { cause: '', remedy: '' };
  const { cause, remedy } = alarmTable[code];
  return { cause, remedy };
}

const isAlarmCode = (code: string): code is AlarmCode => code in alarmTable;
