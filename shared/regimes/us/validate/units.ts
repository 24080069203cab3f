import { packings } from '../../../epcis/validation/document/packings.ts';

/** What is known of a thing that exists. */
export interface KnownUnit {
  readonly lot?: string;
  readonly expiry?: string;
  /** Instant of its commissioning; NaN when it was not told. */
  readonly since: number;
  /** An earlier document told of it. */
  readonly isEarlier: boolean;
}

/** A thing as earlier documents left it. */
export interface EarlierUnit {
  readonly lot?: string | undefined;
  readonly expiry?: string | undefined;
  /** Canonical spelling of what it is in, and the time it was put there, ISO 8601. */
  readonly parent?: string | undefined;
  readonly packedAt?: string | undefined;
}

/** The first mention of a thing that nothing had commissioned by then. */
export interface FirstUse {
  readonly epc: string;
  readonly event: number;
  readonly verb: 'packed' | 'filled' | 'shipped';
}

/** What a document has told of things so far, under their canonical spellings. */
export interface Units {
  readonly known: Map<string, KnownUnit>;
  /** GTINs of which the document commissions serials. */
  readonly begun: Set<string>;
  readonly ended: Map<string, number>;
  readonly shipped: Map<string, number>;
  readonly packed: ReturnType<typeof packings>;
  /** Things whose place this document tells. */
  readonly told: Set<string>;
  readonly unknown: Map<string, FirstUse>;
  /** Things that were asked for and are in no earlier document. */
  readonly nowhere: Set<string>;
}

/** Nothing is told yet. */
export const noUnits = (): Units => ({
  known: new Map(),
  begun: new Set(),
  ended: new Map(),
  shipped: new Map(),
  packed: packings(),
  told: new Set(),
  unknown: new Map(),
  nowhere: new Set(),
});

/** How much is remembered. */
export const sizeOf = ({ known, ended, shipped, packed, unknown }: Units): number =>
  known.size + ended.size + shipped.size + packed.size + unknown.size;

/** The GTIN of a canonical SGTIN; undefined for all else. */
export const gtinOf = (canonical: string): string | undefined =>
  /^https:\/\/id\.gs1\.org\/01\/(\d{14})\/21\//.exec(canonical)?.[1];

/** True for a canonical SSCC. */
export const isLogistic = (canonical: string): boolean => canonical.startsWith('https://id.gs1.org/00/');
