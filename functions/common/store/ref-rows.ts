import { hash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import * as v from 'valibot';
import type { Role } from '#shared/trace/mentions.ts';
import type { Row } from './batches.ts';
import { compress } from './compress.ts';

/** Units of a run that an event names, by role: bit `i` is the `i`-th unit of the run. */
export type Bitmaps = Partial<Record<Role, Uint8Array>>;

/** What an index row says of an event, without fetching it. */
export interface EventRef {
  /** Stable position in time: `<eventTime>#<position>#<digest>`. */
  readonly at: string;
  readonly eventId: string;
  /** Sort key of the event item. */
  readonly item: string;
  /** When it was captured, ISO 8601 in UTC. */
  readonly recordTime: string;
  /** In rows of children: what they were packed in or taken from. */
  readonly parent?: string;
  /** In rows of one EPC. */
  readonly roles: readonly Role[];
  /** In rows of a run. */
  readonly bits: Bitmaps;
  /** In rows of a lot: how many of its units the event names at the most. */
  readonly units?: number;
  /** In rows of an hour: what a query over time filters by. Words bare, identifiers canonical. */
  readonly type?: string;
  readonly action?: string;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly readPoint?: string;
  readonly bizLocation?: string;
}

/**
 * Refs by what they lead to: of those that agree in place, item and id one. A ref at another place of the same event stays beside it, since a capture
 * that a crash broke off leaves some that lead to none.
 */
export const refsOnce = (refs: readonly EventRef[]): ReadonlyMap<string, EventRef> =>
  new Map(refs.map((ref) => [`${ref.at}\n${ref.item}\n${ref.eventId}`, ref]));

/** A ref before it is in a row, which says the record time once for all its refs. */
export type NewRef = Omit<EventRef, 'recordTime' | 'roles' | 'bits'> & Partial<Pick<EventRef, 'roles' | 'bits'>>;

/** Refs of one row at most: what one page of a query reads stays small beside the 400 kB of an item. */
const REFS_A_ROW = 64;
/** UTF-16 code units of a row's refs: three bytes each at the most, and an item holds 400 kB. A single ref has five names of 2,048. */
const MOST_CHARACTERS = 100_000;
/** A text this short costs one write unit anyway. */
const WORTH_PACKING = 640;
/** `2026-03-01T08:1`: ten minutes. All refs of a row lie within, so whoever reads rows in order knows when no earlier ref can follow. */
const SLOT = 15;

export const slotOf = (at: string) => at.slice(0, SLOT);

/**
 * The rows of one partition for the refs of one capture: as few as the slots allow. What DynamoDB counts is rows more than bytes. The sort key is
 * that of the first ref and a digest of all, so the same refs are the same row, and other refs never replace it.
 *
 * @param key makes the row's key of its place in the partition
 */
export function refRows(key: (at: string) => Row, recordTime: string, refs: readonly NewRef[]): Row[] {
  return grouped(refs).map((group) => {
    const json = `[${[JSON.stringify(recordTime), ...group.map(({ text }) => text)].join(',')}]`;
    const digest = hash('sha256', json, 'base64url').slice(0, 11);
    const packed = json.length < WORTH_PACKING ? json : compress(Buffer.from(json));
    return { ...key(`${group[0]?.at}#${digest}`), refs: packed };
  });
}

/** Refs of a row lie in one slot; there are not too many of them, nor too many bytes should their names not compress. */
function grouped(refs: readonly NewRef[]): { at: string; text: string }[][] {
  const groups: { at: string; text: string }[][] = [];
  let length = 0;
  for (const ref of [...refs].sort(byPlace)) {
    const { at } = ref;
    const text = JSON.stringify(written(ref));
    const last = groups.at(-1);
    const isNear = last !== undefined && slotOf(last[0]?.at ?? '') === slotOf(at);
    if (isNear && last.length < REFS_A_ROW && length + text.length <= MOST_CHARACTERS) {
      last.push({ at, text });
      length += text.length;
    } else {
      groups.push([{ at, text }]);
      length = text.length;
    }
  }
  return groups;
}

const byPlace = (a: NewRef, b: NewRef) => (a.at < b.at ? -1 : Number(a.at > b.at));

interface Written {
  readonly a: string;
  readonly i: string;
  readonly t?: string;
  readonly p?: string;
  readonly r?: readonly Role[];
  readonly b?: Partial<Record<Role, string>>;
  readonly u?: number;
  readonly f?: Pick<EventRef, 'type' | 'action' | 'bizStep' | 'disposition' | 'readPoint' | 'bizLocation'>;
}

function written({ at, eventId, item, parent, roles, bits, units, ...fields }: NewRef): Written {
  return {
    a: at,
    i: shortId(eventId),
    ...(item !== 'event' && { t: item }),
    ...(parent !== undefined && { p: parent }),
    ...(roles !== undefined && { r: roles }),
    ...(bits !== undefined && { b: mapped(bits, (bytes) => Buffer.from(bytes).toString('base64url')) }),
    ...(units !== undefined && { u: units }),
    ...(Object.keys(fields).length > 0 && { f: fields }),
  };
}

const storedRow = v.object({ refs: v.union([v.string(), v.instance(Uint8Array)]) });
/** Only what `refRows` wrote is ever read here, so its members are believed. */
const storedRefs = v.custom<[string, ...Written[]]>((value) => Array.isArray(value) && typeof value[0] === 'string');

/** The refs of a row, in order of their place. */
export function readRefRow(row: Row): EventRef[] {
  const { refs } = v.parse(storedRow, row);
  const json = typeof refs === 'string' ? refs : zstdDecompressSync(refs).toString('utf8');
  const [recordTime, ...all] = v.parse(storedRefs, JSON.parse(json));
  return all.map(({ a, i, t = 'event', p, r = [], b = {}, u, f }) => ({
    at: a,
    eventId: longId(i),
    item: t,
    recordTime,
    ...(p !== undefined && { parent: p }),
    roles: r,
    bits: mapped(b, (text) => Buffer.from(text, 'base64url')),
    ...(u !== undefined && { units: u }),
    ...f,
  }));
}

function mapped<From, To>(bits: Partial<Record<Role, From>>, change: (from: From) => To): Partial<Record<Role, To>> {
  const to: Partial<Record<Role, To>> = {};
  for (const role of roles) {
    const from = bits[role];
    if (from !== undefined) to[role] = change(from);
  }
  return to;
}

const roles: readonly Role[] = ['epc', 'child', 'parent', 'input', 'output'];

/** A CBV 2.0 event hash by its bytes alone. No URI begins with a tilde. */
const hashUri = /^ni:\/\/\/sha-256;([0-9a-f]{64})\?ver=CBV2\.0$/;

/** Ids remembered: those of a batch of documents, each of which stands in several rows. */
const MOST_SHORT = 4000;
const shortened = new Map<string, string>();

/** The id as rows and keys spell it: a hash takes half the bytes. */
export function shortId(eventId: string): string {
  const known = shortened.get(eventId);
  if (known !== undefined) return known;
  const hex = hashUri.exec(eventId)?.[1];
  if (hex === undefined) return eventId;
  const short = `~${Buffer.from(hex, 'hex').toString('base64url')}`;
  if (shortened.size >= MOST_SHORT) shortened.clear();
  shortened.set(eventId, short);
  return short;
}

/** The inverse of `shortId`. */
export const longId = (id: string) =>
  id.startsWith('~') ? `ni:///sha-256;${Buffer.from(id.slice(1), 'base64url').toString('hex')}?ver=CBV2.0` : id;
