import * as v from 'valibot';
import { type OwnedPacks, ownedPacks } from './owned-packs.ts';

/** Who may have packs: a user of a service that knows every pack with its owner. */
export interface Stakeholder {
  readonly gln: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

const acts = [
  ...(['supply', 'dispatch', 'accept', 'transfer', 'deactivate', 'export', 'sell'] as const),
  ...(['supply-back', 'dispatch-back', 'accept-back', 'transfer-back'] as const),
  ...(['deactivate-back', 'export-back', 'sell-back'] as const),
];
const pack = v.object({ gtin: v.string(), serial: v.string(), lot: v.string(), expiry: v.string() });
const entry = v.variant('kind', [
  v.object({
    kind: v.literal('told'),
    at: v.number(),
    id: v.string(),
    act: v.picklist(acts),
    who: v.string(),
    party: v.string(),
    packs: v.array(pack),
  }),
  v.object({
    kind: v.literal('package'),
    at: v.number(),
    id: v.string(),
    from: v.string(),
    to: v.string(),
    file: v.string(),
  }),
  v.object({ kind: v.literal('fetched'), at: v.number(), id: v.string() }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
  v.object({ kind: v.literal('forget'), at: v.number(), gtin: v.string(), serials: v.array(v.string()) }),
]);
/** Something that was taken in: from these, in order, all that is known can be rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
export const readEntry = (line: unknown): Entry => v.parse(entry, line);

export interface Parcel {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly file: string;
  readonly at: number;
  fetched: boolean;
}

export interface World {
  readonly packs: OwnedPacks;
  /** What was told, by its number. */
  readonly told: Map<string, Extract<Entry, { kind: 'told' }>>;
  readonly parcels: Map<string, Parcel>;
  apply(happened: Entry): void;
}

export function newWorld(): World {
  const packs = ownedPacks();
  const told: World['told'] = new Map();
  const parcels: World['parcels'] = new Map();
  return {
    packs,
    told,
    parcels,
    apply: (happened) => {
      if (happened.kind === 'told') {
        for (const one of happened.packs) packs.take(happened, one);
        told.set(happened.id, happened);
      } else if (happened.kind === 'package') parcels.set(happened.id, { ...happened, fetched: false });
      else if (happened.kind === 'fetched') {
        const parcel = parcels.get(happened.id);
        if (parcel !== undefined) parcel.fetched = true;
      } else if (happened.kind === 'forget')
        for (const serial of happened.serials) packs.forget({ gtin: happened.gtin, serial });
    },
  };
}
