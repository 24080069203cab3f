import * as v from 'valibot';
import { type Recall, recallPage } from '#shared/messages/recalls-api.ts';
import { orderState } from '#shared/messages/site-api.ts';
import { type WithheldPack, withheldPage } from '#shared/messages/withheld-api.ts';
import { CloudClient, type CloudNeeds } from '../../link/cloud-client.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { type Asked, inTime, recently } from './recently.ts';

export type { Asked } from './recently.ts';

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
const lot = v.object({ order: v.string(), state: orderState });

/** What the repository knows of a thing. */
export type Looked =
  | { readonly isKnown: false }
  | (v.InferOutput<typeof unit> & { readonly isKnown: true; readonly inside: readonly v.InferOutput<typeof inner>[] });

/** A lot of our own lines, and the order that it was packed for. */
export interface LotOf {
  readonly gtin: string;
  readonly lot: string;
  readonly order: string;
}

/** What a warehouse asks of the repository. Every question throws a `CloudFailure` when nobody answers, or not in time. */
export interface Repository {
  look(owner: string, epc: string, asked?: Asked): Promise<Looked>;
  /** The outermost things of a despatch advice. */
  despatched(owner: string, advice: string): Promise<string[]>;
  isReleased(owner: string, of: LotOf, asked?: Asked): Promise<boolean>;
  /** All recalls, those that were lifted among them. */
  recalls(owner: string, asked?: Asked): Promise<Recall[]>;
  /** All packs that are kept apart as suspect product. */
  withheld(owner: string, asked?: Asked): Promise<WithheldPack[]>;
}

/** Somebody stands there with a scanner. */
const TIMEOUT_MS = 4_000;
const ATTEMPTS = 3;
/** While nobody answers, others need not wait for that to be found out again. */
const SILENCE_MS = 20_000;
/** Pages of one answer, which no container and no list of recalls has: then something is wrong, and less than all is not taken for all. */
const MOST_PAGES = 200;

/** The repository over the cloud's API. Everything is only read, so whoever wants to may ask again. */
export function cloudRepository(needs: CloudNeeds): Repository {
  let answers = 0;
  let silentUntil = 0;
  const client = new CloudClient({
    ...needs,
    timeoutMs: TIMEOUT_MS,
    attempts: ATTEMPTS,
    fetch: async (url, options) => {
      const answer = await needs.fetch(url, options);
      if (url !== needs.tokenUrl) answers += 1;
      return answer;
    },
  });
  const ask = async <Shape extends v.GenericSchema>(shape: Shape, owner: string, path: string, asked?: Asked) => {
    if (needs.now() < silentUntil) throw new CloudFailure('transient', `${needs.url} did not answer a moment ago`);
    const before = answers;
    try {
      return await inTime(client.ask(shape, { owner, path, ...asked }), asked, path);
    } catch (error) {
      if (error instanceof CloudFailure && error.status === 404) return undefined;
      if (answers === before) silentUntil = needs.now() + SILENCE_MS;
      throw error;
    }
  };
  const remember = recently(needs.now);
  return {
    look: (owner, epc, asked) =>
      remember(`look ${owner} ${epc}`, asked, async () => {
        const path = `/api/units/${encodeURIComponent(epc)}`;
        const found = await ask(unit, owner, path, asked);
        if (found === undefined) return { isKnown: false };
        const inside = await paged(async (next) => {
          const after = next === undefined ? '' : `&nextPageToken=${encodeURIComponent(next)}`;
          const told = await ask(contents, owner, `${path}/contents?perPage=1000${after}`, asked);
          return { items: told?.contents ?? [], next: told?.nextPageToken };
        });
        return { isKnown: true, ...found, inside };
      }),
    despatched: async (owner, advice) => {
      const path = `/epcis/events?EQ_bizTransaction_desadv=${encodeURIComponent(advice)}&EQ_bizStep=shipping&perPage=1000`;
      const found = await ask(events, owner, path);
      return found?.epcisBody.queryResults.resultsBody.eventList.flatMap(({ epcList }) => epcList) ?? [];
    },
    isReleased: async (owner, of, asked) => {
      const path = `/api/lots/${encodeURIComponent(of.lot)}?gtin=${of.gtin}`;
      const found = await ask(lot, owner, path, asked);
      return found?.order === of.order && found.state === 'released';
    },
    recalls: (owner, asked) =>
      remember(`recalls ${owner}`, asked, () =>
        paged(async (next) => {
          const after = next === undefined ? '' : `?after=${encodeURIComponent(next)}`;
          const said = await ask(recallPage, owner, `/api/recalls${after}`, asked);
          return { items: said?.recalls ?? [], next: said?.next };
        }),
      ),
    withheld: (owner, asked) =>
      remember(`withheld ${owner}`, asked, () =>
        paged(async (next) => {
          const after = next === undefined ? '' : `?after=${encodeURIComponent(next)}`;
          const said = await ask(withheldPage, owner, `/api/desk/withheld-packs${after}`, asked);
          return { items: said?.packs ?? [], next: said?.next };
        }),
      ),
  };
}

/** All pages of an answer. Throws when it does not end. */
async function paged<Item>(
  page: (next: string | undefined) => Promise<{ readonly items: readonly Item[]; readonly next: string | undefined }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const told = await page(next);
    found.push(...told.items);
    next = told.next;
    if (next === undefined) return found;
  }
  throw new CloudFailure('permanent', `an answer has more than ${MOST_PAGES} pages`);
}
