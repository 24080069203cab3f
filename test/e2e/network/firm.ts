import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { approved } from '../../../infra/local/demo/approved.ts';
import { type Client, clientOf } from '../../../infra/local/demo/client.ts';
import { type Person, personOf } from '../../../infra/local/demo/person.ts';
import type { Cloud } from '../../../infra/local/start-cloud.ts';
import type { EpcisEvent } from '../../../shared/epcis/event.ts';
import { epcisDocument } from '../../../shared/epcis/write-json.ts';

/** A firm of the network: a tenant with numbers of its own, somebody who approves, and machines that write. */
export interface Firm {
  readonly tenant: string;
  readonly name: string;
  readonly kind: 'mah' | 'logistics' | 'wholesaler';
  /** PGLN URN, and the GLN of the same number. */
  readonly party: string;
  readonly gln: string;
  readonly companyPrefix: string;
}

/** The person who approves. */
export const approverOf = ({ tenant }: Firm) => ({ tenant, role: 'qa', username: `quinn@${tenant}.example` });

/** A place of the firm. */
export const placeOf = ({ companyPrefix }: Firm, extension = '0') =>
  `urn:epc:id:sgln:${companyPrefix}.00001.${extension}`;

const bearer = v.object({ access_token: v.string() });
const job = v.looseObject({ running: v.boolean(), success: v.boolean() });
const step = v.looseObject({
  bizStep: v.string(),
  sources: v.optional(v.array(v.object({ type: v.string(), source: v.string() })), []),
  destinations: v.optional(v.array(v.object({ type: v.string(), destination: v.string() })), []),
});
export type Step = v.InferOutput<typeof step>;
const history = v.object({ history: v.array(step) });
const deliveries = v.object({
  deliveries: v.array(
    v.looseObject({ partner: v.optional(v.string()), state: v.string(), failure: v.optional(v.string()) }),
  ),
});
const inbound = v.object({ documents: v.array(v.looseObject({ partner: v.string(), state: v.string() })) });

export type FirmAtWork = ReturnType<typeof firmAtWork>;

/** What people and machines of a firm do, each over HTTP. */
export function firmAtWork({ url }: Pick<Cloud, 'url'>, data: string, firm: Firm) {
  const machine: Client = clientOf(url, data, firm.tenant, 'administrator');
  const person: Person = personOf(url, data, approverOf(firm).username);
  const get = async (path: string) => (await machine.call('GET', path)).body;
  const unit = (epc: string) => `/api/units/${encodeURIComponent(epc)}`;
  return {
    ...firm,
    person,
    get,
    call: machine.call,
    settleIn: () => machine.call('PUT', '/api/tenant', profileOf(firm)),
    enter: (path: string, item: object) => approved(machine, person, path, item),
    /** Has another firm as a partner that is a tenant here. */
    names: ({ tenant, name, party, kind }: Firm) =>
      approved(machine, person, `/api/partners/${tenant}`, { name, party, kind, channel: 'network', tenant }),
    /** Tells the repository, and comes back when it has all of it. */
    capture: async (...events: EpcisEvent[]) => {
      const headers = { authorization: `Bearer ${await tokenOf(url, machine)}`, 'content-type': 'application/json' };
      const body = JSON.stringify(epcisDocument(events, { creationDate: new Date().toISOString() }));
      const answer = await fetch(`${url}/epcis/capture`, { method: 'POST', headers, body });
      const at = new URL(answer.headers.get('location') ?? '', url).href;
      for (;;) {
        const state = v.parse(job, await (await fetch(at, { headers })).json());
        if (!state.running && !state.success) throw new Error(`${firm.tenant}: ${JSON.stringify(state)}`);
        if (!state.running) return;
        await wait(50);
      }
    },
    /** A unit now, or at a time; undefined where nobody told of it. */
    unit: (epc: string, at?: string) =>
      get(`${unit(epc)}${at === undefined ? '' : `?at=${encodeURIComponent(at)}`}`).catch(unlessFound),
    /** From the first step on. */
    history: async (epc: string): Promise<Step[]> => {
      const found = await get(`${unit(epc)}/history?order=asc`).catch(unlessFound);
      return found === undefined ? [] : v.parse(history, found).history;
    },
    /** All that is in its repository, as text. */
    events: async () => JSON.stringify(await get('/epcis/events?perPage=1000')),
    deliveries: async (to: string) =>
      v.parse(deliveries, await get(`/api/deliveries?kind=delivery&partner=${to}`)).deliveries,
    inbox: async () => v.parse(inbound, await get('/api/inbound-documents')).documents,
    exceptions: async () => Object(await get('/api/exceptions')).exceptions,
  };
}

const profileOf = ({ name, kind, party, gln, companyPrefix }: Firm) => ({
  ...{ name, kind: kind === 'logistics' ? 'wholesaler' : kind, party, gln, companyPrefixes: [companyPrefix] },
  address: { street: 'Dock Road 1', city: 'Rotterdam', postalCode: '3087 BP', country: 'NL' },
});

async function tokenOf(url: string, { clientId, clientSecret }: Client): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  return v.parse(bearer, await answer.json()).access_token;
}

function unlessFound(error: unknown): undefined {
  if (Object(error).status !== 404) throw error;
}
