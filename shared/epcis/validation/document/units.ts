import { packings } from './packings.ts';

/** A mention of a thing that nothing in the document had commissioned by then. */
export interface Mention {
  readonly epc: string;
  readonly event: number;
  readonly path: string;
  readonly verb: 'packed' | 'filled' | 'shipped';
}

/** What a document has told of things so far, under their canonical spellings. */
export interface Units {
  /** Things that exist, with the lot they were commissioned in, if one was named. */
  readonly commissioned: Map<string, string | undefined>;
  /** GTINs of which the document has commissioned serials, so that others of them should be there, too. */
  readonly begun: Set<string>;
  /** Things that were deleted or used up, by the index of the event. */
  readonly ended: Map<string, number>;
  /** Things that left and have not arrived, by the index of the event. */
  readonly shipped: Map<string, number>;
  readonly packed: ReturnType<typeof packings>;
  /** By canonical spelling; as many as anybody would want to be told of. */
  readonly unknown: Map<string, Mention>;
}

/** Nothing is told yet. */
export const noUnits = (): Units => ({
  commissioned: new Map(),
  begun: new Set(),
  ended: new Map(),
  shipped: new Map(),
  packed: packings(),
  unknown: new Map(),
});

/** How much is remembered. */
export const sizeOf = ({ commissioned, ended, shipped, packed }: Units): number =>
  commissioned.size + ended.size + shipped.size + packed.size;

/** The GTIN of a canonical spelling; undefined for all but trade items. */
export const gtinOf = (canonical: string): string | undefined =>
  /^https:\/\/id\.gs1\.org\/01\/(\d{14})(?:\/|$)/.exec(canonical)?.[1];
