import { sha256 } from '#common/sha256.ts';
import { definitionsOf } from '#shared/epcis/prefixes.ts';
import { comparableType, comparableWord } from '#shared/epcis/query/comparable-spelling.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { type Mention, type Role, spellingIn } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Row } from './batches.ts';
import type { OwnPlace } from './epc-places.ts';
import { foreignEpcKey, hourKey, lotEventKey, namedKey, runKey } from './keys.ts';
import { lotsOf } from './lots-of.ts';
import { namesOf } from './named-in.ts';
import { type Bitmaps, type NewRef, refRows } from './ref-rows.ts';

/** Units of one index row: counters of a pool that share all but their last 8 bits. */
export const RUN = 256;
/** Partitions over which a tenant's foreign EPCs are spread. */
export const EPC_BUCKETS = 64;

/** Where one version of an event will stand, known before it is stored. */
export interface Filing {
  readonly stored: StoredEvent;
  /** Fingerprint of event id and content (`fingerprint.ts`). */
  readonly digest: string;
  /** Sort key of the event item. */
  readonly item: string;
}

/** A filing with the things its event names. */
export interface Naming {
  readonly filing: Filing;
  readonly mentions: readonly Mention[];
}

/**
 * Place of an event in time: `<eventTime in UTC>#<position>#<digest>`. It names the version of the event an index row was made for, so a row
 * whose event was never stored, or lost to another version, is recognised and passed over.
 */
export const sortKey = ({ stored: { event, position = 0 }, digest }: Omit<Filing, 'item'>) =>
  `${utc(event.eventTime)}#${String(position).padStart(7, '0')}#${digest}`;

/** As nearly all event times are written; neither hour 24 nor a leap second, which are the next instant's. */
const plainUtc = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:[0-5]\d\.\d{3}Z$/;

/** ISO 8601 in UTC with three fraction digits, which sorts as text. */
export const utc = (time: string) => (plainUtc.test(time) ? time : new Date(Math.floor(instantOf(time))).toISOString());

/**
 * All index rows of the events of one capture. Events that share a partition share its rows: a case's commissioning and packing are one row of
 * the run its packs are in. The same events give the same rows.
 */
export function indexRows(
  tenant: string,
  namings: readonly Naming[],
  places: ReadonlyMap<string, readonly OwnPlace[]>,
): Row[] {
  const partitions = new Map<string, { key: (at: string) => Row; recordTime: string; refs: NewRef[] }>();
  const file = (recordTime: string, key: (at: string) => Row & { pk: string; sk: string }, ref: NewRef) => {
    const { pk, sk } = key('');
    const name = `${pk}\n${sk}\n${recordTime}`;
    const partition = partitions.get(name) ?? { key, recordTime, refs: [] };
    partitions.set(name, partition);
    partition.refs.push(ref);
  };
  for (const { filing, mentions } of namings) {
    const { recordTime } = filing.stored;
    for (const { key, ref } of refsOf(tenant, filing, mentions, places)) file(recordTime, key, ref);
  }
  return [...partitions.values()].flatMap(({ key, recordTime, refs }) => refRows(key, recordTime, refs));
}

interface Filed {
  readonly key: (at: string) => { pk: string; sk: string };
  readonly ref: NewRef;
}

function* refsOf(
  tenant: string,
  filing: Filing,
  mentions: readonly Mention[],
  places: ReadonlyMap<string, readonly OwnPlace[]>,
): Generator<Filed> {
  const { stored, item } = filing;
  const named: NewRef = { at: sortKey(filing), eventId: stored.eventId, item };
  const parent = packedIn(mentions);
  const packed = parent === undefined ? named : { ...named, parent };
  const { foreign, runs } = byPlace(mentions, places);
  for (const [epc, roles] of foreign)
    yield { key: (at) => ownlessKey(tenant, epc, at), ref: { ...packed, roles: [...roles] } };
  for (const { place, bits } of runs) yield { key: (at) => ownKey(tenant, place, at), ref: { ...packed, bits } };
  for (const { gtin, lot, units } of lotsOf(stored.event, mentions))
    yield { key: (at) => lotEventKey(tenant, gtin, short(lot), at), ref: { ...named, units } };
  for (const { kind, id } of namesOf(stored.event))
    yield { key: (at) => namedKey(tenant, kind, short(id), at), ref: named };
  yield { key: (at) => hourKey(tenant, hourOf(filing), at), ref: { ...named, ...fieldsOf(stored) } };
}

/** The hour of an event, in UTC: `2026-03-01T08`. */
export const hourOf = ({ stored: { event } }: Pick<Filing, 'stored'>) => utc(event.eventTime).slice(0, 13);

/** What a query over time filters by stands in the row, so that an event is fetched only when it fits. */
export function fieldsOf({ event }: Pick<StoredEvent, 'event'>) {
  const { type, bizStep, disposition, readPoint, bizLocation } = event;
  const spell = spellingIn(event);
  const definitions = definitionsOf(event);
  const word = (field: 'bizStep' | 'disposition', text: string) =>
    text.includes(':') ? comparableWord(field, text, definitions) : text;
  return {
    type: type.includes(':') ? comparableType(type, definitions) : type,
    ...('action' in event && typeof event.action === 'string' && { action: event.action }),
    ...(bizStep !== undefined && { bizStep: word('bizStep', bizStep) }),
    ...(disposition !== undefined && { disposition: word('disposition', disposition) }),
    ...(readPoint !== undefined && { readPoint: spell(readPoint.id) }),
    ...(bizLocation !== undefined && { bizLocation: spell(bizLocation.id) }),
  };
}

/** Partition of the run a counter belongs to. */
export const ownKey = (tenant: string, place: OwnPlace, at: string) => runKey(tenant, place.pool, numberOf(place), at);

/** Rows of an EPC (canonical) that no pool of ours issued. */
export const ownlessKey = (tenant: string, epc: string, at: string) => {
  const name = short(epc);
  return foreignEpcKey(tenant, bucketOf(name), name, at);
};

function bucketOf(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) >>> 0;
  return hash % EPC_BUCKETS;
}

/** A text that fits a key: DynamoDB allows a sort key 1,024 bytes, a partition key 2,048. */
export const short = (text: string) =>
  text.length <= 512 && Buffer.byteLength(text) <= 768 ? text : `sha-256:${sha256(text)}`;

/** The parent stands in the rows of its children, so that a chain of parents is followed without waiting for each event. */
function packedIn(mentions: readonly Mention[]): string | undefined {
  if (!mentions.some(({ role }) => role === 'child')) return undefined;
  const parent = mentions.find(({ role }) => role === 'parent')?.epc;
  return parent !== undefined && short(parent) === parent ? parent : undefined;
}

interface Run {
  readonly place: OwnPlace;
  readonly bits: Bitmaps;
}

/** Units come in the order of their counters, so nearly all are of the run of the unit before. */
function byPlace(mentions: readonly Mention[], places: ReadonlyMap<string, readonly OwnPlace[]>) {
  const foreign = new Map<string, Set<Role>>();
  const runs = new Map<string, Run>();
  let last: Run | undefined;
  for (const { epc, role } of mentions) {
    const place = places.get(epc)?.[0];
    if (place === undefined) {
      foreign.set(epc, (foreign.get(epc) ?? new Set()).add(role));
      continue;
    }
    if (last === undefined || last.place.pool !== place.pool || numberOf(last.place) !== numberOf(place)) {
      const name = `${place.pool}#${numberOf(place)}`;
      last = runs.get(name) ?? { place, bits: {} };
      runs.set(name, last);
    }
    setBit(last.bits, role, place.counter);
  }
  return { foreign, runs: runs.values() };
}

const numberOf = ({ counter }: OwnPlace) => Math.floor(counter / RUN);

function setBit(bitmaps: Bitmaps, role: Role, counter: number): void {
  const bits = bitmaps[role] ?? new Uint8Array(RUN / 8);
  const bit = counter % RUN;
  bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  bitmaps[role] = bits;
}

/** True when the bitmap has the counter's bit. */
export const hasBit = (bits: Uint8Array, counter: number) =>
  ((bits[(counter % RUN) >> 3] ?? 0) & (1 << (counter & 7))) !== 0;
