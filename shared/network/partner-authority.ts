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
  /** Packs or unpacks them: what we ship is told with what is in it. */
  | 'pack';

/** What ties a unit to a partner. Its own word makes none of it but what it was let begin. */
export interface Bond {
  /** Nobody else has told anything of it. */
  readonly untouched: boolean;
  /** The partner began it, and nobody else did. */
  readonly made: boolean;
  /** It was shipped to the partner, by its name or in what it was in, by our word or that of another partner that has a bond with it. */
  readonly sent: boolean;
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

const whatever = ['untouched', 'made', 'sent'] as const;
const held = ['made', 'sent'] as const;
/** Its trade alone. */
const always = ['role'] as const;

type Ground = keyof Bond | 'role';

/** Any of these lets a partner of the role do it; none: it never may. */
const grounds: Readonly<Record<Deed, Readonly<Record<Role, readonly Ground[]>>>> = {
  begin: { packer: whatever, maker: whatever, keeper: ['sent'], trader: ['sent'] },
  // A packer rejects numbers that never began: those too it ends.
  end: { packer: whatever, maker: whatever, keeper: held, trader: held },
  'ship-as-tenant': { packer: whatever, maker: [], keeper: whatever, trader: [] },
  'ship-for-tenant': { packer: whatever, maker: whatever, keeper: whatever, trader: held },
  ship: { packer: whatever, maker: whatever, keeper: whatever, trader: held },
  // Packers and keepers are handed packs that nobody told of as sent, to pack them.
  pack: { packer: always, maker: whatever, keeper: always, trader: held },
};

const roleOf = (kind: Partner['kind']): Role => (kind === undefined ? 'maker' : roles[kind]);

/** True when partners of the kind begin units for others, and are waited for. */
export const beginsUnits = (kind: Partner['kind']): boolean => grounds.begin[roleOf(kind)].includes('untouched');

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
  return grounds[deed][roleOf(kind)].some((ground) => ground === 'role' || bond[ground]);
}

/** Products that a partner's rule of packing names are all that it makes for the tenant. */
function isReleased(packs: Partner['packs'], gtin: string | undefined): boolean {
  const gtins = packs?.scope?.gtins;
  return gtins === undefined || gtin === undefined || isWithin({ gtins }, { gtin });
}
