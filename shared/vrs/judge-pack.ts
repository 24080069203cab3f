import type { UnitState } from '../trace/unit-state.ts';

/** Reasons of the GS1 Lightweight Messaging Standard for Verification of Product Identifiers 1.0.2. */
export type FailureReason =
  | 'No_match_GTIN_Serial'
  | 'No_match_GTIN_Serial_Lot'
  | 'No_match_GTIN_Serial_Expiry'
  | 'No_match_GTIN_Serial_Lot_Expiry'
  | 'No_reason_provided';

export interface Judgement {
  readonly verified: boolean;
  readonly verificationFailureReason?: FailureReason;
  readonly additionalInfo?: 'recalled';
}

/** Dispositions after which a pack may not be sold again, whatever its label says. */
const notSaleable = ['stolen', 'dispensed', 'retail_sold', 'destroyed', 'disposed', 'inactive'];

/**
 * Compares the four data elements of a pack with what is known of it: GTIN and serial first, then lot, then expiry.
 *
 * @param isRecalled a recall that stands is of the pack, whether or not the ledger has been told of each of its units
 */
export function judgePack(unit: UnitState, lot: string, exp: string, isRecalled = false): Judgement {
  if (unit.exists === 'unknown') return failed('No_match_GTIN_Serial');
  const lotFits = unit.lot === lot;
  const expiryFits = unit.expiry !== undefined && sameExpiry(unit.expiry, exp);
  if (!lotFits) return failed(expiryFits ? 'No_match_GTIN_Serial_Lot' : 'No_match_GTIN_Serial_Lot_Expiry');
  if (!expiryFits) return failed('No_match_GTIN_Serial_Expiry');
  if (unit.exists === 'decommissioned' || notSaleable.includes(unit.disposition ?? ''))
    return failed('No_reason_provided');
  const isFlagged = unit.disposition === 'recalled' || unit.persistentDispositions?.includes('recalled') === true;
  return isRecalled || isFlagged ? { verified: true, additionalInfo: 'recalled' } : { verified: true };
}

const failed = (verificationFailureReason: FailureReason): Judgement => ({
  verified: false,
  verificationFailureReason,
});

/** Day 00 stands for the last day of the month (GS1 General Specifications §3.4.7). */
function sameExpiry(known: string, exp: string): boolean {
  const yymmdd = known.slice(2, 10).replaceAll('-', '');
  if (!exp.endsWith('00')) return yymmdd === exp;
  const lastDay = new Date(Date.UTC(2000 + Number(exp.slice(0, 2)), Number(exp.slice(2, 4)), 0)).getUTCDate();
  return yymmdd === `${exp.slice(0, 4)}${String(lastDay).padStart(2, '0')}` || yymmdd === exp;
}
