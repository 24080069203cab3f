import type { Signature } from '../store/acts.ts';
import type { Alarms, OpenAlarm } from '../store/alarms.ts';
import { type AlarmCode, type AlarmKind, alarmTable } from './alarm-table.ts';

/** Writes one line of the agent's log: a stable code and what belongs to it. */
export type Log = (code: string, details: Readonly<Record<string, unknown>>) => void;

/** Beyond this many, one more of the same kind tells nobody anything; the units themselves keep their reasons. One that has to be explained names what to find. */
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
    const { stops, lasts, signed }: AlarmKind = alarmTable[code];
    const most = lasts === true ? 1 : signed === true ? Number.POSITIVE_INFINITY : MOST_OF_A_KIND;
    const same = this.open().filter((open) => open.code === code);
    if (same.length >= most || same.some((open) => open.detail === detail)) return stops;
    this.#log('line-alarm', { line: this.#line, alarm: code, detail });
    try {
      this.#alarms.raise(this.#line, { code, detail, stops, batch: this.#batch() }, this.#at());
    } catch {
      // It is named by a number that no stored one has.
      const alarm = -1 - this.#unstored.length;
      this.#unstored.push({ alarm, code, detail, stops, raisedAt: this.#at(), batch: this.#batch() });
    }
    return stops;
  }

  /** Alarms that nobody has acknowledged, with what is behind them and what to do about them. */
  open(): ShownAlarm[] {
    return [...this.#stored(), ...this.#unstored].map((alarm) => ({ ...alarm, ...guidanceOf(alarm.code) }));
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

  /** A person has dealt with all of them; what else that changes is done in the same transaction. */
  acknowledge(who: string, also: () => void = () => undefined): void {
    this.#together(() => {
      this.#alarms.acknowledge(this.#line, who, this.#at());
      also();
    });
  }

  /** A person has explained some of them. `actOf` keeps what was signed of one, in the same transaction, and answers its number. */
  explain(alarms: readonly OpenAlarm[], signature: Signature, actOf: (alarm: OpenAlarm) => number): void {
    this.#together((stored) => {
      for (const one of alarms) {
        const alarm = stored.get(one.alarm) ?? one.alarm;
        this.#alarms.explain(this.#line, alarm, actOf({ ...one, alarm }), signature);
      }
    });
  }

  /** What could not be stored before is now, so that the history has it; `step` is told which number each of those has been given. */
  #together(step: (stored: ReadonlyMap<number, number>) => void): void {
    this.#alarms.together(() => {
      const stored = this.#unstored.map(({ alarm, raisedAt, ...raised }): [number, number] => [
        alarm,
        this.#alarms.raise(this.#line, raised, raisedAt),
      ]);
      step(new Map(stored));
    });
    this.#unstored = [];
  }
}

export interface Guidance {
  readonly cause: string;
  readonly remedy: string;
  /** Where people sign, it ends by an explanation that somebody signs. */
  readonly signed: boolean;
}

/** An open alarm as people see it. */
export type ShownAlarm = OpenAlarm & Guidance;

/** What people are told of an alarm beside its own words; nothing of a code that an older release knew. */
export function guidanceOf(code: string): Guidance {
  if (!isAlarmCode(code)) return { cause: '', remedy: '', signed: false };
  const { cause, remedy, signed = false }: AlarmKind = alarmTable[code];
  return { cause, remedy, signed };
}

const isAlarmCode = (code: string): code is AlarmCode => code in alarmTable;
