/** What a service that knows every pack with its owner keeps of one. `left`: on its way, not accepted yet. */
export interface OwnedPack {
  readonly lot: string;
  /** `YYYY-MM-DD` */
  readonly expiry: string;
  readonly state: 'active' | 'left' | 'deactivated' | 'exported' | 'sold';
  /** GLN. */
  readonly owner: string;
  /** Where it is on its way to, GLN. */
  readonly to?: string;
  /** Whose it was before, GLN. */
  readonly from?: string;
}

export interface NamedPack {
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string;
  readonly expiry: string;
}

export type PackAct =
  | 'supply'
  | 'dispatch'
  | 'accept'
  | 'transfer'
  | 'deactivate'
  | 'export'
  | 'sell'
  | 'supply-back'
  | 'dispatch-back'
  | 'accept-back'
  | 'transfer-back'
  | 'deactivate-back'
  | 'export-back'
  | 'sell-back';

/** Why a pack is refused. */
export type Refused =
  | 'unknown'
  | 'not-owner'
  | 'on-its-way'
  | 'no-more'
  | 'not-coming'
  | 'known'
  | 'differs'
  | 'accepted'
  | 'not-so';

/** What somebody told, of packs that were taken. */
export interface Told {
  readonly act: PackAct;
  /** Who tells, GLN. */
  readonly who: string;
  /** The other one, GLN; empty where there is none. */
  readonly party: string;
}

const ends: Readonly<Partial<Record<PackAct, OwnedPack['state']>>> = {
  deactivate: 'deactivated',
  export: 'exported',
  sell: 'sold',
};

/** A pack after an act, or why it is refused. `undefined`: it is not known any more. */
function moved(pack: OwnedPack | undefined, told: Told, named: NamedPack): OwnedPack | undefined | Refused {
  const { act, who, party } = told;
  const { lot, expiry } = named;
  if (act === 'supply') return pack === undefined ? { lot, expiry, state: 'active', owner: who } : 'known';
  if (pack === undefined) return 'unknown';
  if (pack.lot !== lot || pack.expiry !== expiry) return 'differs';
  const isOwn = pack.owner === who;
  const own = { lot, expiry, state: 'active', owner: who } as const;
  switch (act) {
    case 'accept':
      if (pack.state !== 'left' || pack.to !== who || pack.owner !== party) return 'not-coming';
      return { ...own, from: party };
    case 'dispatch-back':
      if (pack.from === who && pack.owner === party) return 'accepted';
      if (!isOwn) return 'not-owner';
      return pack.state === 'left' && pack.to === party ? own : 'not-so';
    case 'transfer-back':
      return pack.state === 'active' && pack.from === who && pack.owner === party ? own : 'not-so';
    case 'accept-back':
      if (!isOwn || pack.state !== 'active' || pack.from !== party) return 'not-so';
      return { lot, expiry, state: 'left', owner: party, to: who };
    case 'deactivate-back':
    case 'export-back':
    case 'sell-back': {
      const state = ends[act === 'export-back' ? 'export' : act === 'sell-back' ? 'sell' : 'deactivate'];
      return isOwn && pack.state === state ? own : 'not-so';
    }
  }
  if (!isOwn) return 'not-owner';
  if (pack.state === 'left') return 'on-its-way';
  if (pack.state !== 'active') return 'no-more';
  if (act === 'supply-back') return undefined;
  if (act === 'dispatch') return { ...own, state: 'left', to: party };
  if (act === 'transfer') return { ...own, owner: party, from: who };
  return { ...own, state: ends[act] ?? 'deactivated' };
}

export type OwnedPacks = ReturnType<typeof ownedPacks>;

/** Every pack with its owner. */
export function ownedPacks() {
  const packs = new Map<string, OwnedPack>();
  const keyOf = ({ gtin, serial }: Pick<NamedPack, 'gtin' | 'serial'>) => `${gtin} ${serial}`;
  return {
    get: (named: Pick<NamedPack, 'gtin' | 'serial'>): OwnedPack | undefined => packs.get(keyOf(named)),
    /** Does it, or says why not. */
    take: (told: Told, named: NamedPack): Refused | undefined => {
      const after = moved(packs.get(keyOf(named)), told, named);
      if (typeof after === 'string') return after;
      if (after === undefined) packs.delete(keyOf(named));
      else packs.set(keyOf(named), after);
      return undefined;
    },
    /** Packs of a lot that an act could be of, at most so many; it is asked of each, and nothing is done. */
    some: (told: Told, { gtin, lot, expiry }: Omit<NamedPack, 'serial'>, most: number): NamedPack[] => {
      const found: NamedPack[] = [];
      for (const [key, pack] of packs) {
        if (found.length >= most) break;
        const named = { gtin, lot, expiry, serial: key.slice(gtin.length + 1) };
        if (key.startsWith(`${gtin} `) && typeof moved(pack, told, named) === 'object') found.push(named);
      }
      return found;
    },
    forget: (named: Pick<NamedPack, 'gtin' | 'serial'>) => packs.delete(keyOf(named)),
  };
}
