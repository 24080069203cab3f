import type { Log } from '../line/alarm-book.ts';
import type { AlarmKind } from '../line/alarm-table.ts';
import type { SiteAlarm, SiteAlarmRows } from '../store/site-alarm-rows.ts';
import { type SiteAlarmCode, siteAlarmTable } from './site-alarm-table.ts';

/** An alarm of the site as people see it. */
export type ShownSiteAlarm = SiteAlarm & Pick<AlarmKind, 'stops' | 'cause' | 'remedy'>;

/**
 * Alarms that belong to no line. Whoever watches something raises its alarm while it is so, with what there is to say of it, and clears it when it
 * is over; both may be said again at any time. One that cannot be stored (the disk may be what is wrong) is still shown.
 */
export class SiteAlarms {
  readonly #rows: SiteAlarmRows;
  readonly #at: () => string;
  readonly #log: Log;
  readonly #unstored = new Map<SiteAlarmCode, SiteAlarm>();

  constructor(rows: SiteAlarmRows, at: () => string, log: Log) {
    this.#rows = rows;
    this.#at = at;
    this.#log = log;
  }

  /** Raises an alarm, or has the open one of that code say something else. */
  raise(code: SiteAlarmCode, detail: string): void {
    try {
      if (this.#rows.raise(code, detail, this.#at()) && !this.#unstored.has(code)) this.#tell(code, detail);
      this.#unstored.delete(code);
    } catch {
      const known = this.#unstored.get(code);
      if (known === undefined) this.#tell(code, detail);
      // It is named by a number that no stored one has.
      const { alarm = -1 - this.#unstored.size, raisedAt = this.#at() } = known ?? {};
      this.#unstored.set(code, { alarm, code, detail, raisedAt, clearedAt: undefined });
    }
  }

  /** What it said is over. */
  clear(code: SiteAlarmCode): void {
    this.#unstored.delete(code);
    try {
      if (this.#rows.clear(code, this.#at())) this.#log('site-alarm-over', { alarm: code });
    } catch (error) {
      this.#log('site-alarm-not-cleared', { alarm: code, error: String(error) });
    }
  }

  /** Raises it with what there is to say, or clears it when that is nothing. */
  say(code: SiteAlarmCode, detail: string | undefined): void {
    if (detail === undefined) this.clear(code);
    else this.raise(code, detail);
  }

  /** Those that are open, with what is behind them and what to do. */
  open(): ShownSiteAlarm[] {
    const unstored = [...this.#unstored.values()];
    const stored = this.#stored().filter(({ code }) => !unstored.some((one) => one.code === code));
    return [...stored, ...unstored].map(shown);
  }

  /** All that there were and could be stored, newest first. */
  history(asked: Parameters<SiteAlarmRows['history']>[0]): ShownSiteAlarm[] {
    return this.#rows.history(asked).map(shown);
  }

  #stored(): SiteAlarm[] {
    try {
      return this.#rows.open();
    } catch (error) {
      this.#log('site-alarms-unreadable', { error: String(error) });
      return [];
    }
  }

  #tell(code: SiteAlarmCode, detail: string): void {
    this.#log('site-alarm', { alarm: code, detail });
  }
}

/** With what people are told beside its own words; nothing of a code that an older release knew. */
function shown(alarm: SiteAlarm): ShownSiteAlarm {
  if (!isCode(alarm.code)) return { ...alarm, stops: false, cause: '', remedy: '' };
  const { stops, cause, remedy } = siteAlarmTable[alarm.code];
  return { ...alarm, stops, cause, remedy };
}

const isCode = (code: string): code is SiteAlarmCode => code in siteAlarmTable;
