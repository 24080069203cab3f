import type { OwnedPack, Refused } from '../owned-packs.ts';

export const OK = '00000';
/** Fewer packs of the lot than a batch says. */
export const TOO_FEW = '10009';

/** Numbers of this sandbox: of the real table no more than 80000, 80001 and 80202 are public. */
export const refusals: Readonly<Record<Refused, string>> = {
  unknown: '10001',
  'not-owner': '10002',
  'on-its-way': '10003',
  'no-more': '10004',
  'not-coming': '10005',
  known: '10006',
  differs: '10007',
  accepted: '10008',
  'not-so': '10008',
};

/** What the state of a pack is to who asks. */
export function stateCode(pack: OwnedPack | undefined, who: string): string {
  if (pack === undefined) return refusals.unknown;
  if (pack.state === 'left' && pack.to === who) return '20003';
  if (pack.owner !== who) return '20006';
  if (pack.state === 'left') return '20002';
  if (pack.state === 'active') return '20001';
  return pack.state === 'exported' ? '20005' : '20004';
}

/** What the service ErrorCodeList tells. */
export const errorCodes: Readonly<Record<string, string>> = {
  [OK]: 'done',
  '80000': 'unknown user',
  '80001': 'wrong password',
  '80202': 'the message cannot be taken',
  '80203': 'too many packs',
  '80204': 'unknown stakeholder',
  '80205': 'unknown reason or country',
  '10001': 'unknown pack',
  '10002': 'not the owner',
  '10003': 'dispatched already',
  '10004': 'deactivated or exported',
  '10005': 'not dispatched to you',
  '10006': 'supplied already',
  '10007': 'batch or expiry differ',
  '10008': 'cannot be cancelled',
  [TOO_FEW]: 'fewer packs than that',
  '20001': 'state: yours',
  '20002': 'state: on its way from you',
  '20003': 'state: on its way to you',
  '20004': 'state: deactivated',
  '20005': 'state: exported',
  '20006': 'state: another’s',
};

/** Reasons of a deactivation that are taken. */
export const reasons: readonly string[] = ['10', '20', '30', '40', '50'];
