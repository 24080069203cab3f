import { setTimeout as pause } from 'node:timers/promises';
import { atRest, currentLot, type Delivery, deliveriesOf, type Lot, release, ship, showLot } from './batch.ts';
import type { Client } from './client.ts';
import { lineStatuses } from './line-status.ts';
import { mayResume, resume } from './operator.ts';
import type { Progress } from './progress.ts';

const POLL_MS = 200;

export interface PackNeeds {
  readonly owner: Client;
  readonly progress: Progress;
  /** The plant's page for its operator. */
  readonly hmiUrl: string;
  readonly units: number;
  readonly signal: AbortSignal;
  /** Tells a person what happens now. */
  readonly say: (line: string) => void;
}

/**
 * Takes one batch all the way: order, line, report, release, submission, shipment. Every step asks where things stand first, so a batch
 * that a power cut interrupted goes on where it was.
 */
export async function packBatch(needs: PackNeeds): Promise<{ lot: Lot; deliveries: Delivery[] }> {
  const { owner, say } = needs;
  const ordered = await currentLot(owner, needs.units, new Date());
  say(`lot ${ordered.lot}: ${ordered.quantity} cartons of ${ordered.gtin}, expiry ${ordered.expiry}`);
  await reported(needs, ordered);
  const released = await release(owner, ordered);
  say(`lot ${released.lot} released; telling the regulator and shipping to the wholesaler`);
  await ship(owner, released);
  for (;;) {
    needs.signal.throwIfAborted();
    const deliveries = await deliveriesOf(owner, released);
    if (atRest(deliveries)) return { lot: released, deliveries };
    await pause(POLL_MS, undefined, { signal: needs.signal });
  }
}

async function reported(needs: PackNeeds, { lot, quantity }: Lot): Promise<void> {
  const { owner, progress, signal } = needs;
  for (;;) {
    signal.throwIfAborted();
    await look(needs, lot, quantity);
    if ((await showLot(owner, lot)).report !== undefined) break;
    await pause(POLL_MS, undefined, { signal });
  }
  progress.end();
}

async function look({ hmiUrl, progress, say }: PackNeeds, lot: string, quantity: number): Promise<void> {
  for (const line of await lineStatuses(hmiUrl)) {
    if (line.batch?.lot === lot) progress.show(line, quantity);
    if (!mayResume(line)) continue;
    say(`${line.line} stood still after a power cut; all devices are back, resuming`);
    await resume(hmiUrl, line);
  }
}
