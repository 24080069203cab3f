import { setTimeout as pause } from 'node:timers/promises';
import { alarmWatch } from './alarm-watch.ts';
import { atRest, currentLot, type Delivery, deliveriesOf, type Lot, release, ship, showLot } from './batch.ts';
import type { Client } from './client.ts';
import { lineStatuses } from './line-status.ts';
import { isForPeople, mayResume, resume } from './operator.ts';
import { patient } from './patient.ts';
import type { Person } from './person.ts';
import type { Progress } from './progress.ts';
import type { Worker } from './staff.ts';

const POLL_MS = 200;

export interface PackNeeds {
  readonly owner: Client;
  /** Quality assurance of the owner. */
  readonly signer: Person;
  readonly progress: Progress;
  /** The plant's page for its operator. */
  readonly hmiUrl: string;
  readonly operator: Worker;
  readonly units: number;
  /** How long an alarm that stops the line may stand before that is the end of the batch; infinite when a person may come to acknowledge it. */
  readonly standsMs: number;
  readonly signal: AbortSignal;
  /** Tells a person what happens now. */
  readonly say: (line: string) => void;
  /** Tells a person what needs one. */
  readonly warn: (line: string) => void;
}

/**
 * Takes one batch all the way: order, line, report, release, submission, shipment. Every step asks where things stand first, so a batch
 * that a power cut interrupted goes on where it was. Rejects when the cloud fails for too long, or when an alarm needs a person and none comes.
 */
export async function packBatch(needs: PackNeeds): Promise<{ lot: Lot; deliveries: Delivery[] }> {
  const { owner, signer, say, signal } = needs;
  const ordered = await patient(() => currentLot(owner, needs.units, new Date()), { signal });
  say(`lot ${ordered.lot}: ${ordered.quantity} cartons of ${ordered.gtin}, expiry ${ordered.expiry}`);
  await reported(needs, ordered);
  const released = await patient(() => release(signer, ordered), { signal });
  say(`lot ${released.lot} released; telling the regulator and shipping to the wholesaler`);
  // A lot of nothing but rejects leaves nothing to ship.
  if (released.report?.shippable.length) await patient(() => ship(owner, released), { signal });
  for (;;) {
    const deliveries = await patient(() => deliveriesOf(owner, released), { signal });
    if (atRest(released, deliveries)) return { lot: released, deliveries };
    await pause(POLL_MS, undefined, { signal });
  }
}

async function reported(needs: PackNeeds, { lot, quantity }: Lot): Promise<void> {
  const { owner, progress, signal } = needs;
  const look = looker(needs, lot, quantity);
  try {
    for (;;) {
      await look();
      const { report } = await patient(() => showLot(owner, lot), { signal });
      if (report !== undefined) return;
      await pause(POLL_MS, undefined, { signal });
    }
  } finally {
    // Whatever ends it, a Ctrl-C too: a bar that is left standing keeps the terminal's cursor.
    progress.end();
  }
}

function looker(needs: PackNeeds, lot: string, quantity: number): () => Promise<void> {
  const { hmiUrl, progress, signal, standsMs } = needs;
  const watch = alarmWatch();
  /** Lines where somebody has to come: the demonstration's operator leaves them alone. */
  const inHands = new Set<string>();
  // A bar is drawn anew after what is said, not through it.
  const between = (tell: (line: string) => void, line: string) => {
    progress.end();
    tell(line);
  };
  return async () => {
    const lines = await lineStatuses(hmiUrl);
    signal.throwIfAborted();
    if (lines.length === 0) return;
    const { news, oldest } = watch(lines, Date.now());
    for (const text of news) between(needs.warn, text);
    for (const line of lines) {
      if (line.batch?.lot === lot) progress.show(line, quantity);
      if (isForPeople(line)) inHands.add(line.line);
      if (inHands.has(line.line) || !mayResume(line)) continue;
      between(needs.say, `${line.line} stood still after a power cut; all devices are back, resuming`);
      await resume(hmiUrl, line, needs.operator);
    }
    if (oldest !== undefined && oldest.forMs >= standsMs)
      throw new Error(`nobody came in ${standsMs / 1000} s: ${oldest.text}`);
  };
}
