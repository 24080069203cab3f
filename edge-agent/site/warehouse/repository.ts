import * as v from 'valibot';
import { type Recall, recallPage } from '#shared/messages/recalls-api.ts';
import { orderList } from '#shared/messages/site-api.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { Token, type TokenSource } from '../../link/token.ts';

/** Something that the repository knows to be in a container, at whatever depth. */
const inner = v.object({
  epc: v.string(),
  kind: v.string(),
  parent: v.string(),
  exists: v.optional(v.string()),
  gtin: v.optional(v.string()),
  lot: v.optional(v.string()),
  expiry: v.optional(v.string()),
});
const contents = v.object({ contents: v.array(inner), nextPageToken: v.optional(v.string()) });
const unit = v.object({
  exists: v.optional(v.string()),
  gtin: v.optional(v.string()),
  lot: v.optional(v.string()),
  expiry: v.optional(v.string()),
  recalls: v.optional(v.array(v.string()), []),
});
const events = v.object({
  epcisBody: v.object({
    queryResults: v.object({
      resultsBody: v.object({ eventList: v.array(v.object({ epcList: v.optional(v.array(v.string()), []) })) }),
    }),
  }),
});

/** What the repository knows of a thing. */
export type Looked =
  | { readonly isKnown: false }
  | (v.InferOutput<typeof unit> & { readonly isKnown: true; readonly inside: readonly v.InferOutput<typeof inner>[] });

/** What a warehouse asks of the repository. Every question throws a `CloudFailure` when nobody answers. */
export interface Repository {
  look(owner: string, epc: string): Promise<Looked>;
  /** The outermost things of a despatch advice. */
  despatched(owner: string, advice: string): Promise<string[]>;
  /** Whether the lot of an order is released. */
  isReleased(owner: string, site: string, order: string): Promise<boolean>;
  /** Recalls, those that were lifted among them. */
  recalls(owner: string): Promise<Recall[]>;
}

interface Needs extends TokenSource {
  readonly api: string;
  readonly tenant: string;
}

/** Somebody stands there with a scanner. */
const TIMEOUT_MS = 4_000;
/** While nobody answers, others need not wait for that to be found out again. */
const SILENCE_MS = 20_000;
/** Pages of one answer that are read: 20,000 packs in a container, 2,000 recalls. */
const PAGES = 20;

/** The repository over the cloud's API. Everything is only read, so whoever wants to may ask again. */
export function cloudRepository(needs: Needs): Repository {
  const token = new Token(needs);
  let silentUntil = 0;
  const send = async (owner: string, path: string): Promise<unknown> => {
    const headers = new Headers({ authorization: `Bearer ${await token.get()}`, accept: 'application/json' });
    if (owner !== needs.tenant) headers.set('seriate-acting-for', owner);
    const answer = await needs.fetch(`${needs.api}${path}`, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw await CloudFailure.of(path, answer);
    return answer.json();
  };
  const ask = async <Shape extends v.GenericSchema>(shape: Shape, owner: string, path: string) => {
    if (needs.now() < silentUntil) throw new CloudFailure('transient', `${needs.api} did not answer a moment ago`);
    try {
      const said = await send(owner, path);
      return said === undefined ? undefined : v.parse(shape, said);
    } catch (error) {
      if (error instanceof CloudFailure && error.failure === 'permanent') throw error;
      silentUntil = needs.now() + SILENCE_MS;
      throw error instanceof CloudFailure
        ? error
        : new CloudFailure('ambiguous', `${path}: no answer`, { cause: error });
    }
  };
  return {
    look: async (owner, epc) => {
      const path = `/api/units/${encodeURIComponent(epc)}`;
      const found = await ask(unit, owner, path);
      if (found === undefined) return { isKnown: false };
      const inside: v.InferOutput<typeof inner>[] = [];
      for (let page = 0, next: string | undefined = ''; next !== undefined && page < PAGES; page++) {
        const after: string = next === '' ? '' : `&nextPageToken=${encodeURIComponent(next)}`;
        const told: v.InferOutput<typeof contents> | undefined = await ask(
          contents,
          owner,
          `${path}/contents?perPage=1000${after}`,
        );
        inside.push(...(told?.contents ?? []));
        next = told?.nextPageToken;
      }
      return { isKnown: true, ...found, inside };
    },
    despatched: async (owner, advice) => {
      const path = `/epcis/events?EQ_bizTransaction_desadv=${encodeURIComponent(advice)}&EQ_bizStep=shipping&perPage=1000`;
      const found = await ask(events, owner, path);
      return found?.epcisBody.queryResults.resultsBody.eventList.flatMap(({ epcList }) => epcList) ?? [];
    },
    isReleased: async (owner, site, order) => {
      for (let page = 0, after = ''; page < PAGES; page++) {
        const said = await ask(orderList, owner, `/api/orders?site=${encodeURIComponent(site)}&state=released${after}`);
        if (said?.orders.some((one) => one.order === order)) return true;
        if (said?.next === undefined) return false;
        after = `&after=${encodeURIComponent(said.next)}`;
      }
      return false;
    },
    recalls: async (owner) => {
      const found: Recall[] = [];
      for (let page = 0, after = ''; page < PAGES; page++) {
        const said = await ask(recallPage, owner, `/api/recalls${after}`);
        found.push(...(said?.recalls ?? []));
        if (said?.next === undefined) break;
        after = `?after=${encodeURIComponent(said.next)}`;
      }
      return found;
    },
  };
}
