import * as v from 'valibot';
import { httpHandler } from '#common/http.ts';
import { runDelivery } from '#common/run-delivery.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { exceptions } from '#common/store/exceptions.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { correctDelivery } from '../../functions/deliveries-api/correct-delivery.ts';
import { cancelDelivery, closeDelivery, holdDelivery } from '../../functions/deliveries-api/hold-delivery.ts';
import { listSubmissions } from '../../functions/deliveries-api/list-submissions.ts';
import { resendDelivery } from '../../functions/deliveries-api/resend-delivery.ts';
import { planOrSetAside } from '../../functions/plan-deliveries/plan-or-set-aside.ts';
import { planLotRecall } from '../../functions/plan-deliveries/plan-recall.ts';
import { planRelease } from '../../functions/plan-deliveries/plan-release.ts';
import { sendReport } from '../../functions/send-regulator/send-report.ts';
import { type EuHubOptions, startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { call } from './call.ts';
import { aHouse, type House, startWorld, type World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';

const acts = {
  hold: holdDelivery,
  cancel: cancelDelivery,
  close: closeDelivery,
  correct: correctDelivery,
  resend: resendDelivery,
};
const joined = v.object({ submissions: v.array(v.looseObject({ act: v.string(), state: v.string() })) });
const pack = v.object({ state: v.string() });

export type HubWorld = Awaited<ReturnType<typeof startHubWorld>>;

/** From captured events to what the Hub's sandbox knows of them, and what people do in between. */
export async function startHubWorld() {
  const world = await startWorld();
  const { needs } = world;
  let hub: Sandbox | undefined;
  const url = () => hub?.url ?? '';
  const sender = (send: World['needs']['send'] = needs.send) => {
    const sending = { ...needs, send, baseUrls: { eu: url() } };
    return runDelivery(sending, 'acknowledged', sendReport(sending));
  };
  return {
    world,
    open: async (options: Partial<EuHubOptions> = {}) => {
      hub = await startEuHubSandbox({ port: 0, now: () => needs.now().getTime(), ...options });
    },
    close: async () => {
      world.woken.length = 0;
      await hub?.close();
    },
    stop: world.stop,
    url,
    sender,
    /** Everything that is due is sent, and what waits is looked at again. */
    send: (turns = 200) => world.drain(sender(), turns),
    ...planning(world),
    ...people(world),
    ...hubOf(url),
  };
}

function planning(world: World) {
  const { needs } = world;
  const planner = { ...needs, exceptions: exceptions(world.table.db, tables.deliveries) };
  return {
    /** A lot that is packed, reported and released by a person, and that the planner has not seen yet. */
    signed: async (units = 5) => {
      const house = await aHouse(world, { units });
      await house.produce();
      await house.report();
      await house.release();
      return house;
    },
    /** The planner sees its release. */
    release: async (house: House) => {
      await planRelease(planner)({ tenant: house.tenant, release: house });
      world.forward(1_000);
    },
    /** The event is captured, and the planner sees it. */
    happens: async (house: House, event: EpcisEvent) => {
      const events = await needs.ledger.eventsById(house.tenant, [await house.captured(event)]);
      for (const stored of events) await planOrSetAside(planner, house.tenant, stored);
    },
    recalled: ({ tenant, gtin, lot }: House) => {
      const signature = { by: 'quinn', meaning: 'recall', at: needs.now().toISOString(), authTime: 0, digest: '' };
      const whole = { recall: 'r1', gtin, of: { kind: 'lot', lot }, level: 'pharmacy', reason: 'glass' } as const;
      const recall: Recall = { ...whole, state: 'active', signature };
      return planLotRecall(needs, tenant, recall);
    },
  };
}

function people({ needs }: World) {
  const rows = async ({ tenant }: House) => (await needs.deliveries.list(tenant, { limit: 100 })).deliveries;
  return {
    rows,
    /** The first of that name, or what corrects it. */
    row: async (house: House, name: string, corrects = false): Promise<Delivery> => {
      const found = (await rows(house)).find(
        (one) => one.report?.name === name && (one.corrects !== undefined) === corrects,
      );
      if (found === undefined) throw new Error(`no ${name}`);
      return found;
    },
    /** What a person does to a delivery: the status of the answer. */
    act: async (kind: keyof typeof acts, { tenant, deliveryId }: Delivery) => {
      const queues = { regulator: needs.wake, partner: needs.wake };
      const endpoint = acts[kind]({ ...needs, registryTable: tables.registry, queues });
      const route = `POST /api/deliveries/{deliveryId}/${kind}` as const;
      const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
      const body = kind === 'resend' ? {} : { body: { reason: 'looked into' } };
      return (await call(handler, route, { tenant, path: { deliveryId }, ...body })).status;
    },
    /** How the acts of the lot stand, by kind of act. */
    submissions: async ({ tenant, gtin, lot }: House) => {
      const route = 'GET /api/lots/{lot}/submissions';
      const endpoint = listSubmissions(needs);
      const handler = httpHandler({ [route]: { permission: 'deliveries:read', endpoint } }, async () => false);
      const { body } = await call(handler, route, { tenant, path: { lot }, query: { gtin } });
      return Object.fromEntries(v.parse(joined, body).submissions.map(({ act, state }) => [act.split(':')[0], state]));
    },
  };
}

function hubOf(url: () => string) {
  const headers = { 'client-id': 'other' };
  return {
    /** Asks the Hub, or tells it something. */
    atHub: async (path: string, body?: object): Promise<unknown> => {
      const told = body && { method: 'POST', body: JSON.stringify(body) };
      return (await fetch(`${url()}/v1/${path}`, { headers, ...told })).json();
    },
    /** What became of packs, as the Hub has it; `undefined` for one that it does not know. */
    states: ({ gtin, serials }: House) =>
      Promise.all(
        serials.map(async (serial) => {
          const answer = await fetch(`${url()}/v1/packs/${gtin}/${serial}`, { headers });
          return answer.ok ? v.parse(pack, await answer.json()).state : undefined;
        }),
      ),
  };
}

/** How often it was sent. */
export const sentTimes = ({ evidence }: Delivery) => evidence.filter(({ direction }) => direction === 'sent').length;
