import type { Distribution } from './fold-distribution.ts';
import type { Recipient } from './recipients.ts';

/** Packs of one day, or of all. */
export interface Counted {
  readonly sent: number;
  readonly returned: number;
}

export interface OfRecipient extends Counted {
  readonly recipient: Recipient;
  /** What is there: sent less returned. */
  readonly quantity: number;
  readonly days: readonly (Counted & { readonly day: string })[];
}

export interface Totals extends Counted {
  readonly units: number;
  /** At recipients. */
  readonly quantity: number;
  /** Neither at a recipient nor ended. */
  readonly ours: number;
  /** Sampled, destroyed or decommissioned, and not at a recipient. */
  readonly ended: number;
  /** Sent to another recipient without having come back: counted at the last one. */
  readonly leftTwice: number;
}

type Filled = { -readonly [Member in keyof Counted]: number };
const nothing = (): Filled => ({ sent: 0, returned: 0 });

/** Adds up the packs of a lot: by recipient and day, and all of them. What is held grows with recipients and days alone. */
export function distributionCount(recipientOf: (key: string) => Recipient) {
  const byRecipient = new Map<string, Map<string, Filled>>();
  const totals = { units: 0, sent: 0, returned: 0, quantity: 0, ours: 0, ended: 0, leftTwice: 0 };

  const on = (to: string, day: string): Filled => {
    const days = byRecipient.get(to) ?? new Map<string, Filled>();
    byRecipient.set(to, days);
    const counted = days.get(day) ?? nothing();
    days.set(day, counted);
    return counted;
  };

  return {
    add: ({ stays, leftTwice }: Distribution, exists: boolean): void => {
      totals.units++;
      if (leftTwice) totals.leftTwice++;
      for (const { to, day, returned } of stays) {
        on(to, day).sent++;
        totals.sent++;
        if (returned === undefined) continue;
        on(to, returned).returned++;
        totals.returned++;
      }
      const last = stays.at(-1);
      if (last !== undefined && last.returned === undefined) totals.quantity++;
      else if (exists) totals.ours++;
      else totals.ended++;
    },
    totals: (): Totals => ({ ...totals }),
    /** By name, those that nobody knows last; days in order. */
    recipients: (): OfRecipient[] =>
      [...byRecipient]
        .map(([key, days]) => rowOf(recipientOf(key), days))
        .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b)))),
  };
}

function rowOf(recipient: Recipient, filled: ReadonlyMap<string, Counted>): OfRecipient {
  const days = [...filled].map(([day, counted]) => ({ day, ...counted })).sort((a, b) => (a.day < b.day ? -1 : 1));
  const sent = days.reduce((sum, one) => sum + one.sent, 0);
  const returned = days.reduce((sum, one) => sum + one.returned, 0);
  return { recipient, sent, returned, quantity: sent - returned, days };
}

const nameOf = ({ recipient: { name = '\uffff', gln = '' } }: OfRecipient) => `${name}\n${gln}`;
