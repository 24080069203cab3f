import type { Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { itemQueries } from '#common/queries/master-data.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Read } from '#common/store/master-data.ts';
import type { Target } from '#common/take-step.ts';
import { type Difference, differences } from '#shared/master-data/difference.ts';
import {
  type ClosedVersion,
  type Effective,
  inForce,
  type MasterHead,
  type MasterKind,
  type OpenVersion,
} from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';
import { versionIn } from './decide-version.ts';
import { hasStanding, hasText } from './fits-item.ts';
import type { MasterNeeds } from './needs.ts';
import { targetOf } from './put-draft.ts';
import { tellClosed, tellItem, tellOpen } from './tell-version.ts';

/** Entries that one call reads at least where something narrows it, and at most: a filter that nothing fits ends. */
const [LEAST_READ, MOST_READ] = [200, 2000];

/**
 * All of a kind by id, `perPage` a page (100, at most 200). With `standing` only those, with `text` those whose id or what they say has it; a page that looked at
 * many entries may be short, and have a next one all the same.
 */
export const listItems =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const { standing, text, perPage: limit } = readQuery(itemQueries.list, request);
    const list = pagedOf(request);
    const at = needs.now().toISOString();
    const tell = (one: Read) => tellItem(kind, one, at);
    const isNarrowed = standing !== undefined || text !== undefined;
    const items: NonNullable<ReturnType<typeof tell>>[] = [];
    let after = placeIn(list);
    for (let read = 0; read < MOST_READ && items.length < limit; ) {
      const page = await needs.master.list(request.tenant, name, isNarrowed ? LEAST_READ : limit, after);
      read += page.found.length;
      after = page.next;
      for (const one of page.found) {
        const item = tell(one);
        if (item === undefined || !hasStanding(item, standing) || !hasText(item, text)) continue;
        items.push(item);
        if (items.length < limit) continue;
        // The page is full in the middle of what was read.
        if (one !== page.found.at(-1)) after = one.id;
        break;
      }
      if (after === undefined || !isNarrowed) break;
    }
    return {
      status: 200,
      body: { [kind.plural]: items, ...(after !== undefined && { nextPageToken: tokenOf(list, after) }) },
    };
  };

/** One as it is in force, or was or will be at a time. */
export const showItem =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const { at } = readQuery(itemQueries.show, request);
    const target = targetOf(kind, request);
    const found = await known(needs, target);
    const time = at === undefined ? needs.now().toISOString() : new Date(at).toISOString();
    const told =
      at === undefined ? tellItem(kind, found, time) : tellItem(kind, await asOf(needs, target, found, time), time);
    return { status: 200, body: orRefuse(told ?? nothingAt(target, time)) };
  };

const nothingAt = ({ kind, id }: Target, at: string) => refuse('not-found', `${kind} ${id} had no version at ${at}`);

/** What it was at a time that may lie before the version in force: read from its history. */
async function asOf({ master }: MasterNeeds, { kind, id, who }: Target, found: Read, at: string): Promise<Read> {
  const { open: _, ...head } = found.head;
  if (inForce(head.current, at) !== undefined) return { ...found, head };
  const current: Effective[] = [];
  let before: string | undefined;
  do {
    const page = await master.versions(who.tenant, kind, id, 100, before);
    for (const { version, state, effectiveFrom, content } of page.found)
      if (state !== 'dropped' && effectiveFrom !== undefined && effectiveFrom <= at)
        current.push({ version, effectiveFrom, ...(content && { content }) });
    before = page.next;
  } while (before !== undefined);
  return { ...found, head: { ...head, current } };
}

/** Versions, the latest first: the open one, then those that were decided about. */
export const listVersions =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const { perPage: limit } = readQuery(itemQueries.versions, request);
    const list = pagedOf(request);
    const before = placeIn(list);
    const { head } = await known(needs, target);
    const { found, next } = await needs.master.versions(request.tenant, name, target.id, limit, before);
    const at = needs.now().toISOString();
    const open = before === undefined && head.open ? [tellOpen(kind, target.id, head.open)] : [];
    const versions = [...open, ...found.map((one) => tellClosed(kind, target.id, one, head, at))];
    return { status: 200, body: { versions, ...(next !== undefined && { nextPageToken: tokenOf(list, next) }) } };
  };

export const showVersion =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const { head } = await known(needs, target);
    const one = await versionOf(needs, target, head, versionIn(request.path['version']));
    const at = needs.now().toISOString();
    const told = isOpen(one) ? tellOpen(kind, target.id, one) : tellClosed(kind, target.id, one, head, at);
    return { status: 200, body: told };
  };

/** Where two versions differ; without `from` the version in force, without `to` the latest. */
export const showDifference =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const target = targetOf(needs.kinds[name], request);
    const { head } = await known(needs, target);
    const now = inForce(head.current, needs.now().toISOString());
    const number = (text: string | undefined, at: string, otherwise: number) =>
      text === undefined ? otherwise : versionIn(text, at);
    const asked = readQuery(itemQueries.difference, request);
    const from = number(asked.from, 'from', now?.version ?? head.latest);
    const to = number(asked.to, 'to', head.open?.version ?? head.latest);
    const [before, after] = [await versionOf(needs, target, head, from), await versionOf(needs, target, head, to)];
    const found: Difference[] = differences(before.content ?? {}, after.content ?? {});
    return { status: 200, body: { from, to, differences: found } };
  };

const isOpen = (one: OpenVersion | ClosedVersion): one is OpenVersion =>
  one.state === 'draft' || one.state === 'submitted';

async function versionOf({ master }: MasterNeeds, { kind, id, who }: Target, head: MasterHead, version: number) {
  if (head.open?.version === version) return head.open;
  const closed = await master.version(who.tenant, kind, id, version);
  return orRefuse(
    closed ?? refuse('not-found', `${kind} ${id} has no version ${version}`, { remedy: 'GET …/versions lists them' }),
  );
}

async function known({ master, kinds }: MasterNeeds, { kind, id, who }: Target): Promise<Read> {
  const found = await master.get(who.tenant, kind, id);
  if (found !== undefined) return found;
  throw new Refused(
    refuse('not-found', `no ${kind} ${id}`, { remedy: `PUT /api/${kinds[kind].plural}/${id} makes a draft` }),
  );
}

const pagedOf = (request: Request) => ({ request, url: request.url, parameters: readQueryString(request.queryString) });
