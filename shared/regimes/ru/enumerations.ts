import { oneOf, wordOf } from './forms.ts';

/** Words of the schemas (MDLP XSD 1.38, base_types.xsd), with what they mean. */

/** 1 own, 2 contract production. */
export const orderType = oneOf(1, 2);
const contracts = { 1: 'sale', 2: 'commission', 3: 'agency', 4: 'free of charge' };
export const contractType = wordOf({
  ...contracts,
  5: 'return to the contract manufacturer',
  6: 'state provision',
  7: 'consignment',
  8: 'own funds',
});
/** Those that a trade across the border knows. */
export const foreignContractType = wordOf(contracts);
/** Who pays. */
export const source = wordOf({ 1: 'own', 2: 'federal', 3: 'regional', 4: 'extra-budgetary funds', 5: 'mixed' });
export const turnoverType = wordOf({ 1: 'sale', 2: 'return' });
const receipts = { 1: 'receipt', 2: 'return from the buyer' };
export const receiveType = wordOf({ ...receipts, 3: 're-sort' });
/** Those of a receipt that the receiver tells first. */
export const orderedReceiveType = wordOf(receipts);
export const procedure = wordOf({
  40: 'home use',
  93: 'destruction',
  94: 'to the state',
  31: 're-export',
  10: 'export',
  80: 'transit',
});
/** Why packs leave circulation; `withdrawals.ts` says which of ours is which. */
export const withdrawalType = oneOf(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26);
/** Who decided: 1 the owner, 2 Roszdravnadzor, 3 a court. */
export const destructionType = oneOf(1, 2, 3);
/** 1 poor quality, 2 counterfeit, 3 falsified, 4 unfit, 5 expired, 6 recalled by the holder, 7 taken from the register. */
export const destructionReason = oneOf(1, 2, 3, 4, 5, 6, 7);
export const destructionMethod = wordOf({ 1: 'crushed and poured away', 2: 'ground and poured away', 3: 'burnt' });
/** Documents that may be taken back. */
export const recallType = oneOf(313, 333, 334, 335, 341, 342, 360, 363, 431, 470, 541, 300, 812);
/** 1 certificate, 2 declaration. */
export const confirmation = oneOf(1, 2);
