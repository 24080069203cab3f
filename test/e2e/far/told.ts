import * as v from 'valibot';
import { expect } from 'vitest';
import type { Customer } from './customer.ts';

/** For what goes on by itself: calls take turns, and results come later. */
export const WAIT = { timeout: 120_000, interval: 250 };

const brief = v.object({
  deliveryId: v.string(),
  report: v.string(),
  act: v.string(),
  state: v.string(),
  failure: v.optional(v.string()),
  explained: v.optional(v.array(v.object({ code: v.string(), remedy: v.string() }))),
  evidence: v.array(v.unknown()),
});
export type Told = v.InferOutput<typeof brief>;
const list = v.object({ deliveries: v.array(brief) });
const wanting = v.object({ wants: v.optional(v.array(v.string()), []) });

/** What is told to a market, as its customer sees it. */
export function toldTo({ owner }: Pick<Customer, 'owner'>, market: string) {
  const all = async () =>
    v.parse(list, (await owner.call('GET', `/api/deliveries?market=${market}&limit=50`)).body).deliveries;
  /** The kind of act that it tells: `release`, `packing`, `shipment`. */
  const named = ({ report, act }: Told) => `${act.split(':')[0]} ${report}`;
  const standing = async () => (await all()).map((one) => `${named(one)} ${one.state}`).toSorted();
  const find = async (wanted: string) => {
    const found = (await all()).find((one) => named(one) === wanted);
    if (found === undefined) throw new Error(`${wanted} is not told`);
    return found;
  };
  /** Gives every report that waits for facts what it wants of these. */
  const give = async (facts: Readonly<Record<string, string>>) => {
    for (const { deliveryId, state } of await all()) {
      if (state !== 'held') continue;
      const { wants } = v.parse(wanting, (await owner.call('GET', `/api/deliveries/${deliveryId}`)).body);
      const given = wants.map((name) => [name, facts[name.split('/')[0] ?? ''] ?? 'nobody knows']);
      await owner.call('PUT', `/api/deliveries/${deliveryId}/facts`, { facts: Object.fromEntries(given) });
    }
  };
  return {
    find,

    give,
    /** The same once there are so many reports. */
    given: async (facts: Readonly<Record<string, string>>, count: number) => {
      await expect.poll(async () => (await all()).length, WAIT).toBe(count);
      await give(facts);
    },
    /** Once they stand so. */
    stands: (...wanted: string[]) => expect.poll(standing, WAIT).toEqual(wanted.toSorted()),
    resend: async ({ deliveryId }: Told) => owner.call('POST', `/api/deliveries/${deliveryId}/resend`),
    correct: async ({ deliveryId }: Told, facts: object) =>
      owner.call('PUT', `/api/deliveries/${deliveryId}/facts`, { facts, reason: 'it was another one' }),
    /** Everything that was sent and answered, as it is kept. */
    evidence: async ({ deliveryId, evidence }: Told): Promise<string> => {
      const texts = await Promise.all(
        evidence.map(async (_, n) => (await owner.call('GET', `/api/deliveries/${deliveryId}?evidence=${n}`)).body),
      );
      return texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text))).join('\n');
    },
  };
}
export type ToldMarket = ReturnType<typeof toldTo>;
