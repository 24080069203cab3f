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
  readonly commissioned: Set<string>;
  readonly packed: ReturnType<typeof packings>;
  /** By canonical spelling; as many as anybody would want to be told of. */
  readonly unknown: Map<string, Mention>;
  /** True once the document has commissioned anything, so that it means to tell a whole history. */
  tellsBeginnings: boolean;
}

/** Nothing is told yet. */
export const noUnits = (): Units => ({
  commissioned: new Set(),
  packed: packings(),
  unknown: new Map(),
  tellsBeginnings: false,
});

const UNKNOWN_LIMIT = 1000;

/** Remembers a thing that is used without having been commissioned. */
export function noteUse(units: Units, canonical: string, mention: Mention): void {
  if (units.commissioned.has(canonical) || units.unknown.has(canonical)) return;
  if (units.unknown.size < UNKNOWN_LIMIT) units.unknown.set(canonical, mention);
}
