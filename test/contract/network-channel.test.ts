import { afterAll, beforeAll } from 'vitest';
import { networkChannel } from '#common/channels/network-channel.ts';
import type { PartnerChannel } from '#common/channels/partner-channel.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundChange } from '#common/store/inbound-row.ts';
import { approved } from '../kit/approved.ts';
import { startWorld, type World } from '../kit/delivery-world.ts';
import { type Amiss, type Peer, partnerChannelContract } from './partner-channel-contract.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

let pairs = 0;

/** Two tenants of one installation, each of which has the other as a partner. */
async function start(): Promise<Peer> {
  const [tenant, to] = [`maker-${++pairs}`, `wholesaler-${pairs}`];
  const { registry, evidence, now } = world.needs;
  const inbound = inboundDocuments(world.table.db, world.table.deliveries);
  const keep = keepInbound({ inbound, evidence, wake: async () => undefined });
  const party = 'urn:epc:id:pgln:9521321.00001';
  await approved(world.table.db, to, 'partner', 'maker', { name: 'Maker', party, channel: 'network', tenant });
  let becomes: InboundChange = { state: 'accepted' };
  const documents = async () => (await inbound.list(to, { limit: 50 })).documents;
  /** The other side reads what came. */
  const read = async () => {
    for (const { documentId } of await documents()) {
      const claim = await inbound.claim(to, documentId, now());
      if (claim !== undefined) await inbound.settle(claim, { ...becomes, settledAt: now().toISOString() });
    }
  };
  const reading = (channel: PartnerChannel): PartnerChannel => ({
    ...channel,
    send: async (message, signal) => {
      const told = await channel.send(message, signal);
      await read();
      return told;
    },
  });
  // Without a partner that is us there, or with one that is somebody else, nothing is agreed.
  const others: Partial<Record<Amiss, string>> = { credentials: `nobody-${pairs}`, impostor: `somebody-${pairs}` };
  await approved(world.table.db, `somebody-${pairs}`, 'partner', 'x', {
    name: 'X',
    party,
    channel: 'network',
    tenant: to,
  });
  return {
    channel: async (amiss) => {
      const other = (amiss && others[amiss]) ?? to;
      return reading(networkChannel({ registry, keep, inbound, now }, tenant, { tenant: other }));
    },
    taken: async () =>
      Promise.all(
        (await documents()).map(async ({ senderId, key }) => ({
          id: senderId,
          body: Buffer.from((await evidence.get(key)) ?? []),
        })),
      ),
    behaves: (how) => {
      becomes =
        how === 'rejects' ? { state: 'refused', problems: [{ detail: 'no such product' }] } : { state: 'accepted' };
    },
    hanging: Promise.resolve(),
    stop: async () => undefined,
  };
}

partnerChannelContract('network', start, { isInside: true });
