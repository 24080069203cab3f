import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { followReceipts } from '#common/desk/follow-receipts.ts';
import { followWithheld } from '#common/desk/follow-withheld.ts';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
import { mayPartner } from '#common/may-partner.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { holders } from '#common/store/holders.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { members } from '#common/store/members.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { type DeskQueueMessage, deskQueueMessage } from '#shared/messages/queue-messages.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { routes } from '../../functions/desk-api/routes.ts';
import { countHolders } from '../../functions/send-desk/count-holders.ts';
import { runDeskCase } from '../../functions/send-desk/run-desk-case.ts';
import { runCase } from '../../functions/send-dscsa/run-case.ts';
import { approved } from './approved.ts';
import { aParty } from './builders.ts';
import { call } from './call.ts';
import { startWorld } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';

export type DeskWorld = Awaited<ReturnType<typeof startDeskWorld>>;
export type Firm = Awaited<ReturnType<typeof firmOf>>;

const one = v.record(v.string(), v.unknown());
const HOUR_MS = 3_600_000;
export const signed = { meaning: 'approved as head of quality' };

/** Firms with an exceptions desk each, on a real table engine and object store, with a clock that tests turn. */
export async function startDeskWorld() {
  const world = await startWorld();
  const { db } = world.table;
  const { registry, ledger, unitEvents, evidence, now, deliveries, exceptions, recalls } = world.needs;
  const woken: DeskQueueMessage[] = [];
  let drawn = 0;
  const needs = {
    ...{ registry, ledger, unitEvents, evidence, now, deliveries, exceptions, recalls },
    ...{ pools: world.pools, cipher: world.cipher, inbound: inboundDocuments(db, tables.deliveries) },
    ...{ registryTable: tables.registry, cases: deskCases(db, tables.deliveries) },
    holders: holders(db, tables.deliveries),
    members: members(db, tables.registry),
    ...{ suspects: dscsaCases(db, tables.deliveries), suspectPacks: suspectPacks(db, tables.deliveries) },
    settingsOf: dscsaSettings(db, tables.registry).get,
    may: mayPartner(onboardings(db, tables.registry)),
    wake: async (message: object) => void woken.push(v.parse(deskQueueMessage, message)),
    wakePartner: world.needs.wakePartner,
    uuid: () => `${String(++drawn).padStart(8, '0')}-7777-4888-9999-000000000001`,
  };
  const handler = httpHandler(routes(needs), registry.granted);
  const run = runDeskCase(needs);
  const count = countHolders(needs);
  const take = (message: DeskQueueMessage) =>
    'case' in message ? run(message.tenant, message.case) : count(message.tenant, message.holdersOf);
  // What carries reports of the PDG's schema.
  const carry = runCase({
    ...world.needs,
    cases: needs.suspects,
    settingsOf: needs.settingsOf,
    wake: async () => undefined,
  });
  const due = dueRows(db, tables.deliveries);
  const tenants: string[] = [];

  /** What was woken is done, and what that wakes. */
  const settle = async () => {
    for (let turn = 0; woken.length > 0; turn++) {
      if (turn > 500) throw new Error('it does not come to an end');
      const message = woken.shift();
      if (message !== undefined) await take(message);
    }
  };
  const nextDue = async (end: number) => {
    const rows = await Promise.all(tenants.map((tenant) => due.overdue(tenant, new Date(end), 50)));
    const desk = rows.flat().filter(({ wake }) => wake?.queue === 'desk' || wake?.queue === 'dscsa');
    return desk.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
  };
  /** Wakes what is due, each in its time, until `hours` have passed. */
  const pass = async (hours: number) => {
    const end = now().getTime() + hours * HOUR_MS;
    await settle();
    for (let next = await nextDue(end); next?.wake !== undefined; next = await nextDue(end)) {
      world.forward(Math.max(0, Date.parse(next.dueAt) - now().getTime()));
      const message = v.parse(deskQueueMessage, JSON.parse(next.wake.message));
      await (next.wake.queue === 'dscsa' && 'case' in message ? carry(message.tenant, message.case) : take(message));
      await settle();
    }
    world.forward(Math.max(0, end - now().getTime()));
  };
  const firm = async (tenant: string, n: number) => {
    tenants.push(tenant);
    return firmOf({ world, needs, handler }, tenant, n);
  };
  return {
    runWith: (change: object) => runDeskCase({ ...needs, ...change }),
    ...{ world, needs, handler, run, count, settle, pass, firm, woken, take },
    partners: (one: Firm, other: Firm) => partnersOf(db, one, other),
    isWithheld: isWithheldBy({ suspectPacks: needs.suspectPacks, cases: needs.suspects }),
    stop: world.stop,
  };
}

interface Around {
  readonly world: Awaited<ReturnType<typeof startWorld>>;
  readonly needs: Parameters<typeof followReceipts>[0] & Parameters<typeof followWithheld>[0];
  readonly handler: Parameters<typeof call>[0];
}

let position = 0;

/** A tenant with a party of its own, its people, and what it captures. */
async function firmOf({ world, needs, handler }: Around, tenant: string, n: number) {
  const { gln, party } = aParty('9521777', n);
  await giveTenant(world.table.db, tenant, { gln, party, companyPrefixes: [] });
  const followUps = [followReceipts(needs), followWithheld(needs)];
  const captured = async (event: EpcisEvent): Promise<string> => {
    const recordTime = needs.now().toISOString();
    const stored: StoredEvent = { eventId: eventId(event), recordTime, captureId: 'c1', position: position++, event };
    await world.needs.ledger.append(tenant, [stored]);
    for (const followUp of followUps) await followUp(tenant, [stored]);
    return stored.eventId;
  };
  return { tenant, party, gln, captured, ...peopleOf(handler, tenant, needs.now) };
}

/** Each has the other as partner, and both are tenants here. */
async function partnersOf(db: DynamoDBDocumentClient, one: Firm, other: Firm): Promise<void> {
  for (const [us, them] of [
    [one, other],
    [other, one],
  ] as const)
    await approved(db, us.tenant, 'partner', them.tenant, {
      ...{ name: them.tenant, party: them.party, channel: 'network', tenant: them.tenant },
    });
}

interface Asking {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly role?: string;
  readonly claims?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** What a firm's people do at their desk. */
function peopleOf(handler: Parameters<typeof call>[0], tenant: string, now: () => Date) {
  let asked = 0;
  const ask = async (route: string, more: Asking = {}) => {
    const auth_time = String(Math.floor(now().getTime() / 1000) - 10);
    const claims = { username: 'quinn', name: 'Quinn Example', auth_time };
    const { status, body } = await call(handler, route, { tenant, role: 'qa', claims, ...more });
    const read: Readonly<Record<string, unknown>> = v.is(one, body) ? body : {};
    return { status, body: read, id: String(read['id']) };
  };
  const cases = async () => {
    const { body } = await ask('GET /api/desk/cases');
    const listed = body['cases'];
    return Array.isArray(listed) ? listed.map((row): Readonly<Record<string, unknown>> => Object(row)) : [];
  };
  return {
    ask,
    cases,
    open: (partner: string, body: object) =>
      ask('POST /api/desk/cases', { body: { id: `r${++asked}`, partner, text: 'seen at receipt', ...body } }),
    show: (id: string) => ask('GET /api/desk/cases/{id}', { path: { id } }),
    /** Their only case. */
    only: async () => {
      const [first, ...rest] = await cases();
      if (first === undefined || rest.length > 0) throw new Error(`${tenant} has ${rest.length + 1} cases, or none`);
      return String(first['id']);
    },
    say: (id: string, act: string, body: object = {}) =>
      ask('POST /api/desk/cases/{id}/messages', { path: { id }, body: { id: `m${++asked}`, act, ...body } }),
    close: (id: string, body: object) => ask('POST /api/desk/cases/{id}/close', { path: { id }, body }),
  };
}
