import { amount } from './amount.ts';
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** More bytes were read. */
  read(bytes: number): void;
  /** One more event was. */
  event(): void;
  end(): void;
}

/** Short work is not worth a flicker; more often than this nobody reads. Milliseconds. */
const AFTER = 400;
const EVERY = 120;

/**
 * Shows how far one input is read, redrawn in place, once it takes long enough to be worth it and a person can see it.
 * `now` in milliseconds; `total` in bytes, absent when nobody knows it.
 */
export function progress(
  screen: Terminal,
  { label, total, now }: { label: string; total: number | undefined; now: () => number },
): Progress {
  if (!screen.watched) return { read: () => {}, event: () => {}, end: () => {} };
  const begun = now();
  let drawn = begun + AFTER - EVERY;
  let shown = false;
  let bytes = 0;
  let events = 0;
  return {
    read: (more) => {
      bytes += more;
      const time = now();
      if (time - drawn < EVERY) return;
      drawn = time;
      shown = true;
      screen.progress(line({ label, bytes, total, events, seconds: (time - begun) / 1000 }));
    },
    event: () => {
      events++;
    },
    end: () => {
      if (shown) screen.progress('');
    },
  };
}

interface State {
  readonly label: string;
  readonly bytes: number;
  readonly total: number | undefined;
  readonly events: number;
  readonly seconds: number;
}

function line({ label, bytes, total, events, seconds }: State): string {
  const rate = bytes / seconds;
  const left = total === undefined ? undefined : Math.max(0, (total - bytes) / rate);
  const parts = [
    label,
    total === undefined ? amount(bytes) : `${percent(bytes, total)} of ${amount(total)}`,
    `${events.toLocaleString('en')} events`,
    `${amount(rate)}/s`,
    ...(left === undefined ? [] : [`${Math.ceil(left)} s left`]),
  ];
  return parts.join(' · ');
}

const percent = (part: number, whole: number) => `${Math.min(100, Math.floor((part * 100) / Math.max(1, whole)))} %`;
