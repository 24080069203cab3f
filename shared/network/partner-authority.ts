import { isWithin } from '../access/grant.ts';
import type { Partner } from '../master-data/partner.ts';

/** What a partner's document does to units that are not its own to speak of freely. */
export type Deed =
  /** Brings them into being: commissioned, encoded, the output of a transformation. */
  | 'begin'
  /** Ends them: destroyed, decommissioned, deleted, the input of a transformation. */
  | 'end'
  /** Hands them over in the tenant's name alone, or in nobody's. */
  | 'ship-as-tenant'
  /** Hands over what is the tenant's in its own name. */
  | 'ship-for-tenant'
  /** Hands over in its own name. */
  | 'ship'
  /** Sends it to the tenant in its own name. */
  | 'return'
  /** Receives in the tenant's name. */
  | 'receive-as-tenant'
  /** Packs or unpacks them: what we ship is told with what is in it. */
  | 'pack';

/** What ties a unit to a partner. Its own word makes none of it but what it was let begin. */
export interface Bond {
  /** Nobody else has told anything of it. */
  readonly untouched: boolean;
  /** Its number was given to the partner, or comes from no pool of ours. */
  readonly numbered: boolean;
  /** The partner began it, and nobody else did. */
  readonly made: boolean;
  /** It was shipped to the partner, by its name or in what it was in, by our word or that of another partner that has a bond with it. */
  readonly sent: boolean;
  /** It went elsewhere since, by the word of who had it, by ours or by the partner's own. */
  readonly gone: boolean;
  /** It is with somebody else than us, and the partner does not even say that it came in to it since. */
  readonly elsewhere: boolean;
}

type Role = 'packer' | 'maker' | 'keeper' | 'trader';

/** Who packs for the tenant, who makes goods of its own, who stores and ships for it, and who only passes goods on. */
const roles = {
  cmo: 'packer',
  mah: 'maker',
  other: 'maker',
  logistics: 'keeper',
  wholesaler: 'trader',
  pharmacy: 'trader',
  hospital: 'trader',
  authority: 'trader',
} as const satisfies Record<NonNullable<Partner['kind']>, Role>;

type Ground = 'untouched' | 'new' | 'made' | 'sent' | 'role' | 'at-hand';

const whatever = ['untouched', 'made', 'sent'] as const;
/** Numbers of ours that were given to somebody else, or to nobody yet, begin and end by nobody else's word. */
const own = ['new', 'made', 'sent'] as const;
const held = ['made', 'sent'] as const;
/** Its trade alone. */
const always = ['role'] as const;
const handed = [...held, 'at-hand'] as const;

/** Any of these lets a partner of the role do it; none: it never may. */
const grounds: Readonly<Record<Deed, Readonly<Record<Role, readonly Ground[]>>>> = {
  begin: { packer: own, maker: own, keeper: ['sent'], trader: ['sent'] },
  // A packer rejects numbers that never began: those too it ends.
  end: { packer: own, maker: own, keeper: held, trader: held },
  'ship-as-tenant': { packer: whatever, maker: [], keeper: whatever, trader: [] },
  'ship-for-tenant': { packer: whatever, maker: own, keeper: whatever, trader: held },
  ship: { packer: whatever, maker: own, keeper: whatever, trader: held },
  // Goods come back by ways of which nobody told us; what does not fit is asked about, and not refused.
  return: { packer: always, maker: always, keeper: always, trader: always },
  'receive-as-tenant': { packer: always, maker: [], keeper: always, trader: [] },
  // Packers and keepers are handed packs that nobody told of as sent, to pack them; what others have, nobody handed them.
  pack: { packer: handed, maker: own, keeper: handed, trader: held },
};

const anything = ['untouched', 'new', 'made', 'sent'] as const;

/** What still lets it be done of what is gone. Who had it once may tell how it was packed, and to whom it went; ending it, and moving it in our name, takes having it. */
const afterwards: Readonly<Record<Deed, readonly Ground[]>> = {
  begin: ['new'],
  end: [],
  'ship-as-tenant': [],
  'ship-for-tenant': [],
  ship: anything,
  return: anything,
  'receive-as-tenant': [],
  pack: anything,
};

/** Of whom nobody said what it is only passes goods on. */
const roleOf = (kind: Partner['kind']): Role => (kind === undefined ? 'trader' : roles[kind]);

/** True when partners of the kind begin units for others, and are waited for. */
export const beginsUnits = (kind: Partner['kind']): boolean => grounds.begin[roleOf(kind)].includes('new');

/** True when a bond could let a partner do it at all. */
export const couldTell = ({ kind }: Pick<Partner, 'kind'>, deed: Deed): boolean =>
  grounds[deed][roleOf(kind)].length > 0;

/** Whether a partner may tell it of a unit. @param gtin of the unit, 14 digits, where it has one */
export function mayTell(
  { kind, packs }: Pick<Partner, 'kind' | 'packs'>,
  deed: Deed,
  bond: Bond,
  gtin?: string,
): boolean {
  if (deed === 'begin' && !bond.sent && !isReleased(packs, gtin)) return false;
  return grounds[deed][roleOf(kind)].some((ground) => ground === 'role' || hasGround(ground, deed, bond));
}

function hasGround(ground: Exclude<Ground, 'role'>, deed: Deed, bond: Bond): boolean {
  if (ground === 'at-hand') return !bond.elsewhere;
  if (bond.gone && !afterwards[deed].includes(ground)) return false;
  return ground === 'new' ? bond.untouched && bond.numbered : bond[ground];
}

/** Products that a partner's rule of packing names are all that it makes for the tenant. */
function isReleased(packs: Partner['packs'], gtin: string | undefined): boolean {
  const gtins = packs?.scope?.gtins;
  return gtins === undefined || gtin === undefined || isWithin({ gtins }, { gtin });
}
