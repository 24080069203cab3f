import * as v from 'valibot';
import { carryFor } from '#common/channels/at-the-door.ts';
import { portalOpener } from '#common/channels/portal-channel.ts';
import { writeByMapping, writeMessageByMapping } from '#common/mapping/write-by-mapping.ts';
import { seePartner } from '#common/may-partner.ts';
import { auditPut } from '#common/store/audit.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { mappings } from '#common/store/mappings.ts';
import { parkedDeliveries } from '#common/store/parked-deliveries.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerMailbox } from '#common/store/partner-mailbox.ts';
import { partnerResends } from '#common/store/partner-resends.ts';
import { partnerStandings } from '#common/store/partner-standings.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { type PartnerMessage, partnerMessage } from '#shared/messages/queue-messages.ts';
import { planPartners } from '../../functions/plan-deliveries/plan-partners.ts';
import { resendParked } from '../../functions/send-partner/resend-parked.ts';
import { type SendNeeds, sendShipment } from '../../functions/send-partner/send-shipment.ts';
import { takePartner } from '../../functions/send-partner/take-partner.ts';
import { approved } from './approved.ts';
import { aHouse, type House, medico, startWorld, type World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';

export type PartnerWorld = Awaited<ReturnType<typeof startPartnerWorld>>;

interface Given extends Pick<World, 'table' | 'pools' | 'cipher'> {
  readonly needs: Omit<SendNeeds, 'messageByMapping' | 'pools' | 'cipher' | 'blocks' | 'inbound'> &
    Pick<World['needs'], 'registry'>;
}

/** What `send-partner` has, as its handler wires it, over a world whose clock is turned. */
export function partnerSender<Over extends Given>(world: Over) {
  const { db, deliveries: table } = world.table;
  const mapped = { mappings: mappings(db, tables.registry), registry: world.needs.registry, now: world.needs.now };
  const given: Over['needs'] = world.needs;
  const messages = {
    messageByMapping: writeMessageByMapping(mapped),
    registry: world.needs.registry,
    pools: world.pools,
    cipher: world.cipher,
    blocks: serialBlocks(db, tables.serials),
    inbound: inboundDocuments(db, table),
    now: world.needs.now,
  };
  const needs = {
    ...given,
    healths: partnerHealths(db, table),
    line: partnerLine(db, table),
    waiting: waitingDeliveries(db, table),
    see: seePartner(partnerStandings(db, tables.registry)),
    parked: parkedDeliveries(db, table),
    resends: partnerResends(db, table),
    registryTable: tables.registry,
    byMapping: writeByMapping(mapped),
    messages,
    inbound: messages.inbound,
    others: { portal: portalOpener({ mailbox: partnerMailbox(db, table), now: world.needs.now }) },
    carriers: {},
  };
  return { needs, take: takePartner(carryFor(needs, 'partner', sendShipment(needs)), resendParked(needs)) };
}

/** Deliveries to partners, from the planner on, with the queue and `sweep` played by the clock. */
export async function startPartnerWorld() {
  const world = await startWorld();
  const woken: { message: PartnerMessage; at: number }[] = [];
  const now = () => world.needs.now().getTime();
  const wake = async (message: object, delay = 0) =>
    void woken.push({ message: v.parse(partnerMessage, message), at: now() + delay * 1000 });
  const chance = seeded();
  const own = { ...world, needs: { ...world.needs, wake, wakePartner: wake, random: chance } };
  const { needs, take } = partnerSender(own);
  const overdue = dueRows(world.table.db, world.table.deliveries);
  const shipped = async (house: House, count: number): Promise<string[]> => {
    const eventIds: string[] = [];
    for (const pack of house.packs.slice(0, count)) {
      eventIds.push(await house.ship(medico, [pack]));
      world.forward(1);
    }
    const events = await needs.ledger.eventsById(house.tenant, eventIds);
    await planPartners({ ...needs, wakePartner: wake }, house.tenant, events, () =>
      needs.registry.partners(house.tenant),
    );
    return eventIds;
  };
  return {
    world,
    needs,
    take,
    woken,
    mailbox: partnerMailbox(world.table.db, tables.deliveries),
    /** A house whose partner is reached so, with so many documents for it. */
    house: async (documents: number, partner: object): Promise<House> => {
      const house = await aHouse(own, { units: Math.max(documents, 10) });
      await approved(world.table.db, house.tenant, 'partner', 'medico', { name: 'Medico', party: medico, ...partner });
      await house.produce();
      await shipped(house, documents);
      return house;
    },
    /** All deliveries of a house. */
    rows: async ({ tenant }: House) => (await needs.deliveries.list(tenant, { limit: 200 })).deliveries,
    /** Goes on until nothing is to be done, or so many milliseconds have passed: messages when they are due, rows when `sweep` would wake them. */
    goOn: async ({ tenant }: House, within = 0) => {
      const end = now() + within;
      for (;;) {
        woken.sort((a, b) => a.at - b.at);
        const [next] = woken;
        const [row] = await overdue.overdue(tenant, new Date(Math.min(next?.at ?? end, end)), 1);
        if (row !== undefined && (next === undefined || Date.parse(row.dueAt) < next.at)) {
          world.forward(Math.max(0, Date.parse(row.dueAt) - now()));
          await overdue.pushOn(row, new Date(now() + 120_000));
          if (row.wake !== undefined) await take(v.parse(partnerMessage, JSON.parse(row.wake.message)));
        } else if (next !== undefined && next.at <= Math.max(end, now())) {
          woken.shift();
          world.forward(Math.max(0, next.at - now()));
          await take(next.message);
        } else {
          world.forward(Math.max(0, end - now()));
          return;
        }
      }
    },
    /** A row of the audit trail, for what a person does. */
    audit: (tenant: string, act: string) =>
      auditPut(tables.registry, tenant, {
        ...{ at: needs.now().toISOString(), by: 'pia', home: tenant, act, subject: 'partner medico' },
        detail: { reason: 'look first' },
      }),
    stop: world.stop,
  };
}

/** The same chances in every run (mulberry32). */
function seeded() {
  let state = 7;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
