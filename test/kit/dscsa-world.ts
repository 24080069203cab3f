import * as v from 'valibot';
import { httpHandler } from '#common/http.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { verifications } from '#common/store/verifications.ts';
import { dscsaMessage } from '#shared/messages/queue-messages.ts';
import { routes } from '../../functions/dscsa-api/routes.ts';
import { runCase } from '../../functions/send-dscsa/run-case.ts';
import { approved } from './approved.ts';
import { aParty } from './builders.ts';
import { call } from './call.ts';
import { medico, startWorld } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';

export type DscsaWorld = Awaited<ReturnType<typeof startDscsaWorld>>;

const one = v.record(v.string(), v.unknown());

export const aReporter = {
  company: 'Acme Pharma B.V.',
  address: '1 Example Way, Springfield MA 01101',
  name: 'Ada Example',
  email: 'ada@acme.example',
  phone: '+1 555 0100',
};

/** What a person states in a notice of Form 3911. */
export const aNotice = (change: object = {}) => ({
  classification: 'counterfeit',
  product: {
    name: 'Exampline',
    dosageForm: 'TABLET',
    strength: '10 mg',
    ndc: '99999-1234-5',
    lots: [{ lot: 'LOT1', expiry: '2028-12-31' }],
    serials: ['NONE'],
  },
  description: 'A returned pack bears a serial that was never issued.',
  reporter: aReporter,
  ...change,
});

export const aSigned = { meaning: 'approved as head of quality' };
export const because = 'seen by quality assurance';

/** All that keeps the duties of the DSCSA, on a real table engine and object store, with a clock that tests turn. */
export async function startDscsaWorld() {
  const world = await startWorld();
  const { db } = world.table;
  const { registry, ledger, unitEvents, vocabulary, evidence, now, random, send, root } = world.needs;
  const settings = dscsaSettings(db, tables.registry);
  let drawn = 0;
  const needs = {
    ...{ registry, ledger, unitEvents, vocabulary, evidence, now, random, send, root, settings },
    cases: dscsaCases(db, tables.deliveries),
    suspectPacks: suspectPacks(db, tables.deliveries),
    settingsOf: settings.get,
    verifications: verifications(db, tables.deliveries),
    exceptions: exceptions(db, tables.deliveries),
    eventsById: ledger.eventsById,
    guard: outboundGuard('loopback', async () => [{ address: '9.9.9.9', family: 4 }]),
    wake: async () => undefined,
    registryTable: tables.registry,
    uuid: () => `${String(++drawn).padStart(8, '0')}-7777-4888-9999-000000000001`,
  };
  const handler = httpHandler(routes(needs), registry.granted);
  const run = runCase(needs);
  const due = dueRows(db, tables.deliveries);
  let parties = 0;
  /** Wakes what is due, each in its time, until nothing goes on by itself or `hours` have passed. Answers how often it woke something. */
  const bringOn = async (tenant: string, hours: number): Promise<number> => {
    const end = now().getTime() + hours * 3_600_000;
    for (let woken = 0; woken < 2_000; woken++) {
      const rows = await due.overdue(tenant, new Date(end), 50);
      const next = rows.find(({ wake }) => wake?.queue === 'dscsa');
      if (next?.wake === undefined) return woken;
      world.forward(Math.max(0, Date.parse(next.dueAt) - now().getTime()));
      const message = v.parse(dscsaMessage, JSON.parse(next.wake.message));
      await run(message.tenant, message.case);
    }
    throw new Error('it does not come to an end');
  };
  /** A tenant's people, who sign as they call and do no two things in the same moment. */
  const people = (tenant: string) => {
    const later = () => {
      world.forward(1_000);
      return now();
    };
    return { tenant, ...peopleOf(handler, tenant, later), bringOn: (hours: number) => bringOn(tenant, hours) };
  };
  /** A tenant with a partner. */
  const house = async (tenant: string, settings: object = {}) => {
    await giveTenant(db, tenant, { ...aParty('9521777', ++parties), companyPrefixes: [] });
    const hook = { name: 'Medico', party: medico, channel: 'webhook', url: 'https://medico.example/hook' };
    await approved(db, tenant, 'partner', 'medico', hook);
    const made = people(tenant);
    const body = { contact: { email: 'exceptions@acme.example' }, ...settings };
    await made.ask('PUT /api/dscsa/settings', { body });
    return made;
  };
  /** A machine client does something with a case. */
  const machine = (tenant: string, id: string, what: string, body: object) =>
    call(handler, `POST /api/dscsa/cases/{id}/${what}`, { tenant, path: { id }, body });
  return { world, needs, house, people, machine, run, stop: world.stop };
}

interface Asking {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}

/** What a tenant's people do with cases. */
function peopleOf(handler: Parameters<typeof call>[0], tenant: string, now: () => Date) {
  let asked = 0;
  const ask = async (route: string, more: Asking = {}) => {
    const claims = {
      username: 'ada',
      name: 'Ada Example',
      auth_time: String(Math.floor(now().getTime() / 1000) - 10),
    };
    const { status, body } = await call(handler, route, { tenant, claims, ...more });
    const read: Readonly<Record<string, unknown>> = v.is(one, body) ? body : {};
    return { status, text: typeof body === 'string' ? body : JSON.stringify(body), body: read, id: String(read['id']) };
  };
  const on = (id: string) => (what: string, body: object) =>
    ask(`POST /api/dscsa/cases/{id}/${what}`, { path: { id }, body });
  const move = (id: string, act: string) => on(id)('move', { act, reason: because });
  const suspect = (body: object = {}) => {
    const packs = [{ gtin: '09521321543218', serial: 'NONE', lot: 'LOT1', exp: '281231' }];
    const about = { id: `s-${++asked}`, origin: { kind: 'return' }, packs, reason: because, ...body };
    return ask('POST /api/dscsa/suspects', { body: about });
  };
  return {
    ask,
    on,
    move,
    suspect,
    /** Suspect product, quarantined and determined to be illegitimate. Answers both cases. */
    condemned: async (body: object = {}) => {
      const { id } = await suspect();
      await move(id, 'quarantine');
      const asked = { outcome: 'illegitimate', classification: 'counterfeit', reason: because, signature: aSigned };
      const { body: told } = await on(id)('determine', { ...asked, ...body });
      return { suspect: id, form: String(Object(told['suspect']).form) };
    },
    show: (id: string, query: Record<string, string> = {}) => ask('GET /api/dscsa/cases/{id}', { path: { id }, query }),
    sign: (id: string, type = 'initial', change = {}) =>
      on(id)('form', { type, content: aNotice(change), signature: aSigned }),
  };
}
