import type { Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mappingQuery } from '#common/queries/mappings.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { ReadMapping } from '#common/store/mappings.ts';
import { readyMappings } from '#shared/mapping/ready-mappings.ts';
import { differences } from '#shared/master-data/difference.ts';
import { type ClosedVersion, inForce, type MasterHead, type OpenVersion } from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';
import type { MappingApiNeeds } from './needs.ts';
import { type Target, targetOf } from './take-step.ts';
import { saidIn, tellClosed, tellItem, tellOpen } from './tell-version.ts';

type Needs = Pick<MappingApiNeeds, 'mappings' | 'now'>;

/** Mappings by name, `perPage` a page; or those that are ready made. */
export const listMappings =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { ready, perPage } = readQuery(mappingQuery.list, request);
    if (ready) return { status: 200, body: { mappings: readyMappings } };
    const list = pagedOf(request);
    const { found, next } = await needs.mappings.list(request.tenant, perPage, placeIn(list));
    const at = needs.now().toISOString();
    const mappings = found.flatMap((one) => tellItem(one, at) ?? []);
    return { status: 200, body: { mappings, ...(next !== undefined && { nextPageToken: tokenOf(list, next) }) } };
  };

/** One mapping as it is in force, with the version that is open. */
export const showMapping =
  (needs: Needs): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const told = tellItem(await knownMapping(needs, target), needs.now().toISOString());
    return { status: 200, body: orRefuse(told ?? noMapping(target.name)) };
  };

/** Versions, the latest first: the open one, then those that were decided about. */
export const listVersions =
  (needs: Needs): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const { perPage } = readQuery(mappingQuery.versions, request);
    const list = pagedOf(request);
    const before = placeIn(list);
    const { head, name } = await knownMapping(needs, target);
    const { found, next } = await needs.mappings.versions(request.tenant, name, perPage, before);
    const at = needs.now().toISOString();
    const open = before === undefined && head.open ? [tellOpen(name, head.open)] : [];
    const versions = [...open, ...found.map((one) => tellClosed(name, one, head, at))];
    return { status: 200, body: { versions, ...(next !== undefined && { nextPageToken: tokenOf(list, next) }) } };
  };

/** A version with its samples in full. */
export const showVersion =
  (needs: Needs): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const { head, name } = await knownMapping(needs, target);
    const one = await versionOf(needs, target, head, versionIn(request.path['version']));
    const told = isOpen(one) ? tellOpen(name, one) : tellClosed(name, one, head, needs.now().toISOString());
    const hashes = (told.samples ?? []).map(({ hash }) => hash);
    return { status: 200, body: { ...told, samples: await needs.mappings.samples(request.tenant, hashes) } };
  };

/** Where two versions differ; without `from` the version in force, without `to` the latest. */
export const showDifference =
  (needs: Needs): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const { head } = await knownMapping(needs, target);
    const asked = readQuery(mappingQuery.difference, request);
    const now = inForce(head.current, needs.now().toISOString());
    const from = asked.from === undefined ? (now?.version ?? head.latest) : Number(asked.from);
    const to = asked.to === undefined ? (head.open?.version ?? head.latest) : Number(asked.to);
    const [before, after] = [await versionOf(needs, target, head, from), await versionOf(needs, target, head, to)];
    return { status: 200, body: { from, to, differences: differences(before.content ?? {}, after.content ?? {}) } };
  };

export const isOpen = (one: OpenVersion | ClosedVersion): one is OpenVersion =>
  one.state === 'draft' || one.state === 'submitted';

/** A version that is open or was decided about; refuses one that there is not. */
export async function versionOf(
  { mappings }: Pick<Needs, 'mappings'>,
  { name, who }: Target,
  head: MasterHead,
  version: number,
) {
  if (head.open?.version === version) return head.open;
  const closed = await mappings.version(who.tenant, name, version);
  return orRefuse(
    closed ?? refuse('not-found', `mapping ${name} has no version ${version}`, { remedy: 'GET …/versions lists them' }),
  );
}

/** What a mapping says in a version: the one that is asked for, else the open one, else the one in force. */
export async function wantedVersion(needs: Needs, target: Target, asked: number | undefined) {
  const { head } = await knownMapping(needs, target);
  const version =
    asked ?? head.open?.version ?? inForce(head.current, needs.now().toISOString())?.version ?? head.latest;
  const { content } = await versionOf(needs, target, head, version);
  const { mapping, samples } = saidIn(content);
  if (mapping !== undefined && samples !== undefined) return { version, mapping, samples };
  throw new Refused(
    refuse('conflict', `version ${version} of mapping ${target.name} withdraws it`, {
      remedy: 'ask for an earlier one by "version"',
    }),
  );
}

export async function knownMapping({ mappings }: Pick<Needs, 'mappings'>, { name, who }: Target): Promise<ReadMapping> {
  const found = await mappings.get(who.tenant, name);
  return orRefuse(found ?? noMapping(name));
}

const noMapping = (name: string) =>
  refuse('not-found', `no mapping ${name}`, { remedy: `PUT /api/mappings/${name} makes a draft` });

/** A version number as a path has it. */
export function versionIn(text = ''): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Refused(
    refuse('bad-parameter', `"${text.slice(0, 40)}" is no version number`, {
      at: '/version',
      remedy: 'give a number from 1',
    }),
  );
}

const pagedOf = (request: Request) => ({ request, url: request.url, parameters: readQueryString(request.queryString) });
