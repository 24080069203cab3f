import { failed, type Outcome } from './relate.ts';
import { isPlatformCode } from './wire.ts';
import { type Firm, firmOf, firmOfAccount, type World } from './world.ts';

/** A bill as it was uploaded. */
export interface UploadedBill {
  readonly billCode: string;
  readonly type: number;
  readonly physicType: string;
  readonly refUserId: string;
  readonly fromUserId: string;
  readonly toUserId: string;
  readonly hasPersons: boolean;
  readonly codes: readonly string[];
}

/** Goods are no more after these. */
const ends = [205, 206, 214, 215, 216, 321, 322];
/** Goods that come in from another firm, which sent them; all other goods that come in were nobody's before. */
const fromOthers = [102, 103, 104, 107, 108];

/** Works a bill off: codes one by one, those that cannot move are named. */
export function move(world: World, bill: UploadedBill): Outcome {
  const fault = headFault(world, bill);
  if (fault !== undefined) return failed(fault);
  const own = firmOfAccount(world, bill.refUserId);
  const errors = bill.codes.flatMap((code) => {
    const reason = own === undefined ? 'UNKNOWN_ENTERPRISE' : moveCode(world, bill, own, code);
    return reason === undefined ? [] : [{ code, reason }];
  });
  const [first] = errors;
  if (first === undefined) return { isDone: true, msg: '', errors };
  if (errors.length === bill.codes.length) return failed({ code: first.reason, info: 'all codes' }, errors);
  return { isDone: true, msg: `${errors.length} codes refused`, errors };
}

function headFault(world: World, { type, physicType, codes, ...bill }: UploadedBill) {
  const { fromUserId, toUserId, refUserId } = bill;
  for (const id of [fromUserId, toUserId])
    if (firmOfAccount(world, id) !== undefined) return { code: 'REF_ENT_ID', info: `${id} is a ref_ent_id` };
  const own = firmOfAccount(world, refUserId);
  if (own === undefined)
    return { code: firmOf(world, refUserId) ? 'REF_ENT_ID' : 'UNKNOWN_ENTERPRISE', info: `ref_user_id ${refUserId}` };
  for (const id of [fromUserId, toUserId])
    if (firmOf(world, id) === undefined) return { code: 'UNKNOWN_ENTERPRISE', info: id };
  const mine = type < 200 ? toUserId : fromUserId;
  if (own.entId !== mine) return { code: 'UNKNOWN_ENTERPRISE', info: `${mine} is not ${own.name}` };
  const special = codes.filter((code) => isPlatformCode(code) && code.startsWith('89')).length;
  if (special !== (physicType === '2' ? codes.length : 0))
    return { code: 'PHYSIC_TYPE', info: `physic_type ${physicType}` };
  return special > 0 && !bill.hasPersons
    ? { code: 'PHYSIC_TYPE', info: 'from_person and to_person are due' }
    : undefined;
}

function moveCode(
  { codes }: World,
  { type, toUserId, fromUserId }: UploadedBill,
  own: Firm,
  code: string,
): string | undefined {
  const slot = codes.find(code);
  if (slot === undefined) return 'CODE_NOT_ACTIVE';
  const state = codes.stateOf(slot);
  if (type < 200) {
    const isComing = fromOthers.includes(type)
      ? state === 'O' && codes.boundFor(slot) === own.entId && codes.holderOf(slot) === fromUserId
      : state === 'A' && codes.holderOf(slot) === own.entId;
    if (!isComing) return state === 'A' || state === 'O' ? 'CODE_NOT_IN_STOCK' : 'CODE_NOT_ACTIVE';
    codes.set(slot, 'I', own.entId);
    return undefined;
  }
  if (state === 'A' || state === 'C') return 'CODE_NOT_ACTIVE';
  if (state !== 'I' || codes.holderOf(slot) !== own.entId) return 'CODE_NOT_IN_STOCK';
  codes.takeOut(slot);
  if (ends.includes(type)) codes.set(slot, 'C', own.entId);
  else codes.set(slot, 'O', own.entId, toUserId);
  return undefined;
}
