import { createHash } from 'node:crypto';
import { instantOf } from '#shared/epcis/time.ts';
import type { Mention, Role } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Row } from './batches.ts';
import type { OwnPlace } from './epc-places.ts';
import { dayKey, daysKey, foreignEpcKey, lotEventKey, runKey } from './keys.ts';
import { type Lot, lotsOf } from './lots-of.ts';

/** Units of one index row: counters of a pool that share all but their last 8 bits. */
export const RUN = 256;

/** Where one version of an event will stand, known before it is stored. */
export interface Filing {
  readonly stored: StoredEvent;
  /** Fingerprint of event id and content (`fingerprint.ts`). */
  readonly digest: string;
  /** Sort key of the event item. */
  readonly item: string;
}

/**
 * Sort key of every index row of an event: `<eventTime in UTC>#<position>#<digest>`. It names the version of the event the row was made
 * for, so a row whose event was never stored, or lost to another version, is recognised and passed over.
 */
export const sortKey = ({ stored: { event, position = 0 }, digest }: Omit<Filing, 'item'>) =>
  `${utc(event.eventTime)}#${String(position).padStart(5, '0')}#${digest}`;

/** ISO 8601 in UTC with three fraction digits, which sorts as text. */
export const utc = (time: string) => new Date(Math.floor(instantOf(time))).toISOString();

/** Units of a run that an event names, by role. */
export type Bitmaps = Partial<Record<Role, Uint8Array>>;

/** All index rows of an event but the one that lists its day; the same event at the same place of a document gives the same rows. */
export function indexRows(
  tenant: string,
  filing: Filing,
  mentions: readonly Mention[],
  places: ReadonlyMap<string, readonly OwnPlace[]>,
): Row[] {
  const at = sortKey(filing);
  const named = reference(filing);
  const parent = packedIn(mentions);
  const packed = parent === undefined ? named : { ...named, parent };
  const foreign = new Map<string, Set<Role>>();
  const runs = new Map<string, { place: OwnPlace; bits: Bitmaps }>();
  for (const { epc, role } of mentions) {
    const [place] = places.get(epc) ?? [];
    if (place === undefined) foreign.set(epc, (foreign.get(epc) ?? new Set()).add(role));
    else setBit(runOf(runs, place).bits, role, place.counter);
  }
  return [
    ...[...foreign].map(([epc, roles]) => ({ ...foreignEpcKey(tenant, short(epc), at), ...packed, roles: [...roles] })),
    ...[...runs.values()].map(({ place, bits }) => ({ ...ownKey(tenant, place, at), ...packed, bits })),
    ...lotRows(tenant, lotsOf(filing.stored.event, mentions), at, named),
    dayRow(tenant, filing, at, named),
  ];
}

/** The row that lists a day of which there are events. */
export const daysRow = (tenant: string, day: string): Row => ({ ...daysKey(tenant, day) });

/** The day of an event, in UTC. */
export const dayOf = ({ stored: { event } }: Filing) => utc(event.eventTime).slice(0, 10);

/** Partition of the run a counter belongs to. */
export const ownKey = (tenant: string, { pool, counter }: OwnPlace, at: string) =>
  runKey(tenant, pool, Math.floor(counter / RUN), at);

/** A text that fits a key: DynamoDB allows a sort key 1,024 bytes, a partition key 2,048. */
export const short = (text: string) =>
  text.length <= 512 && Buffer.byteLength(text) <= 768
    ? text
    : `sha-256:${createHash('sha256').update(text).digest('hex')}`;

function reference({ stored: { eventId }, item }: Filing): Row {
  return { eventId, ...(item !== 'event' && { item }) };
}

/** The parent stands in the rows of its children, so that a chain of parents is followed without waiting for each event. */
function packedIn(mentions: readonly Mention[]): string | undefined {
  if (!mentions.some(({ role }) => role === 'child')) return undefined;
  const parent = mentions.find(({ role }) => role === 'parent')?.epc;
  return parent !== undefined && short(parent) === parent ? parent : undefined;
}

function runOf(runs: Map<string, { place: OwnPlace; bits: Bitmaps }>, place: OwnPlace) {
  const name = `${place.pool}#${Math.floor(place.counter / RUN)}`;
  const run = runs.get(name) ?? { place, bits: {} };
  runs.set(name, run);
  return run;
}

/** One bitmap a role: bit `i` is the `i`-th unit of the run. */
function setBit(bitmaps: Bitmaps, role: Role, counter: number): void {
  const bits = bitmaps[role] ?? new Uint8Array(RUN / 8);
  const bit = counter % RUN;
  bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  bitmaps[role] = bits;
}

/** True when the bitmap has the counter's bit. */
export const hasBit = (bits: Uint8Array, counter: number) =>
  ((bits[(counter % RUN) >> 3] ?? 0) & (1 << (counter & 7))) !== 0;

function lotRows(tenant: string, lots: readonly Lot[], at: string, named: Row): Row[] {
  return lots.map(({ gtin, lot }) => ({ ...lotEventKey(tenant, gtin, short(lot), at), ...named }));
}

/** What a query over time filters by stands in the row, so that an event is fetched only when it fits. */
function dayRow(tenant: string, filing: Filing, at: string, named: Row): Row {
  const { type, bizStep, disposition } = filing.stored.event;
  return { ...dayKey(tenant, dayOf(filing), at), ...named, type, bizStep, disposition };
}
