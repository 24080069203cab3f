import * as v from 'valibot';
import { id as name } from '#shared/id.ts';

const sgln = v.pipe(v.string(), v.regex(/^urn:epc:id:sgln:\d+\.\d*\.[^\s]+$/, 'must be an SGLN URN'));
const pgln = v.pipe(v.string(), v.regex(/^urn:epc:id:pgln:\d+\.\d*$/, 'must be a PGLN URN'));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** The line name under which a warehouse tells. */
export const WAREHOUSE = 'warehouse';

/** The warehouse of a site. */
export const warehouseSettings = v.strictObject({
  /** Where its scanners are, and where things are that nobody has put away. */
  readPoint: sgln,
  bizLocation: sgln,
  /** Who hands over what leaves. */
  party: pgln,
  /** In whose ledger things are told that came from elsewhere; the site's own tenant when left out. */
  owner: v.optional(name),
  /** Where things are put: shelves, cages, cold rooms. */
  locations: v.optional(
    v.array(v.strictObject({ id: sgln, name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)) })),
    [],
  ),
  /** Who sends goods and has them, by the names that people here know them by. */
  partners: v.optional(
    v.array(v.strictObject({ id: pgln, name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)) })),
  ),
  /** The pool that the numbers of its own containers come from. */
  ssccPool: name,
  /** Printer of their labels. */
  labelPrinter: v.optional(v.looseObject({ driver: v.optional(v.string()), host: v.string(), port })),
});
export type WarehouseSettings = v.InferOutput<typeof warehouseSettings>;

/** Owners whose goods may stand here, and whose recalls are asked for. */
export const ownersOf = ({ owner, owners = [] }: { owner: string; owners?: readonly string[] }): readonly string[] => [
  ...new Set([owner, ...owners]),
];
