/**
 * here: it stands in the warehouse, by itself or in another thing · labelled: a container that was made or opened here and whose label is still to be read back ·
 * shipped: it has left · empty: a container of which everything was taken out · destroyed: it is no more.
 */
export const thingStates = ['here', 'labelled', 'shipped', 'empty', 'destroyed'] as const;
export type ThingState = (typeof thingStates)[number];

/** A pack or a container as a warehouse knows it. */
export interface Thing {
  /** Canonical spelling. */
  readonly epc: string;
  readonly kind: 'pack' | 'container';
  /** Whose ledger it is told in. */
  readonly owner: string;
  /** What all packs in it have in common; undefined where they differ or nobody knows. */
  readonly gtin: string | undefined;
  readonly lot: string | undefined;
  /** `YYYY-MM-DD`; of packs that differ the first, so that nothing is taken for fresher than it is. */
  readonly expiry: string | undefined;
  /** Packs in it at whatever depth, 1 for a pack; 0 when nobody knows. */
  readonly packs: number;
  readonly parent: string | undefined;
  /** Canonical SGLN. */
  readonly location: string | undefined;
  readonly state: ThingState;
  /** True when our own line or the repository says that it exists. */
  readonly isVerified: boolean;
  /** Why it is in quarantine, itself or as part of what it is in. */
  readonly held: string | undefined;
  readonly isRecalled: boolean;
  /** True unless it is of a lot of our own that is not released yet. */
  readonly isReleased: boolean;
  /** The shipment that it was picked for. */
  readonly order: string | undefined;
}
