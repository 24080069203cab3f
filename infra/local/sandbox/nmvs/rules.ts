/** A pack as the system keeps it. */
export interface Pack {
  batch: string;
  expiry: string;
  /** The law's word. */
  state: string;
  /** Milliseconds since 1970. */
  since: number;
  /** Client login of the location that brought it there. */
  by: string;
}

export interface Ruling {
  readonly code: string;
  readonly alert?: string;
  /** The state it goes to, when it does. */
  readonly to?: string;
}

const targets: Readonly<Record<string, string>> = {
  G12: 'SUPPLIED',
  G13: 'DESTROYED',
  G14: 'EXPORTED',
  G15: 'SAMPLE',
  G16: 'FREE_SAMPLE',
  G17: 'LOCKED',
  G18: 'STOLEN',
};
const TEN_DAYS = 864_000_000;

const descriptions: Readonly<Record<string, string>> = {
  NMVS_SUCCESS: 'Transaction processed',
  NMVS_FE_LOT_03: 'Batch not found',
  NMVS_FE_LOT_12: 'Expiry Date mismatch',
  NMVS_FE_LOT_13: 'Batch Id mismatch',
  NMVS_NC_PC_02: 'Serial number not found',
  NMVS_NC_PCK_06: 'Undo Status mismatch',
  NMVS_NC_PCK_19: 'Status already set (intermarket)',
  NMVS_NC_PCK_20: 'Undo period exceeded',
  NMVS_NC_PCK_21: 'Undo by another user',
  NMVS_NC_PCK_22: 'Invalid Status change',
  NMVS_NC_PCK_27: 'Status change not carried out (intermarket)',
};
export const descriptionOf = (code: string): string => descriptions[code] ?? code;

/** What becomes of a known pack; `overlay` is a reason that lies over its own state. */
export function ruleOf(
  operation: string,
  pack: Readonly<Pack>,
  { location, at, overlay }: { location: string; at: number; overlay?: string | undefined },
): Ruling {
  if (operation === 'G110') return { code: 'NMVS_SUCCESS' };
  const target = targets[operation.slice(0, 3)] ?? '';
  if (operation.endsWith('1')) {
    // No alert for an undo of what is active already.
    if (pack.state !== target) return { code: 'NMVS_NC_PCK_06', ...(pack.state !== 'ACTIVE' && { alert: 'A24' }) };
    if (overlay !== undefined) return { code: 'NMVS_NC_PCK_22' };
    if (pack.by !== location) return { code: 'NMVS_NC_PCK_21' };
    return at - pack.since > TEN_DAYS ? { code: 'NMVS_NC_PCK_20' } : { code: 'NMVS_SUCCESS', to: 'ACTIVE' };
  }
  // Nor for what is inactive by an overlay.
  if (overlay !== undefined) return { code: 'NMVS_NC_PCK_22' };
  const free = target === 'DESTROYED' || target === 'STOLEN' ? ['ACTIVE', 'LOCKED'] : ['ACTIVE'];
  return free.includes(pack.state) ? { code: 'NMVS_SUCCESS', to: target } : { code: 'NMVS_NC_PCK_22', alert: 'A24' };
}

/** The word that answers have for a state. */
export const reasonOf = (state: string): string => (state === 'SUPPLIED' ? 'DISPENSED' : state);
