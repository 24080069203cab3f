/** What a bill does to goods: `retail` and `vaccination` are told by whoever dispenses. */
export type BillDirection = 'in' | 'out' | 'retail' | 'vaccination';

/** A type of bill of the platform. */
export interface BillType {
  readonly number: number;
  readonly direction: BillDirection;
  readonly meaning: string;
  /** Of the file form, Bill 3.0, in the platform's own spelling; absent: the type is told by lists of codes only. */
  readonly event?: string;
  /** Which of our acts is told by it. */
  readonly act?: string;
}

type Row = readonly [
  number: number,
  direction: BillDirection,
  meaning: string,
  event?: string | undefined,
  act?: string,
];

const rows: readonly Row[] = [
  [101, 'in', 'production', 'ProduceWareHouseIn', 'release'],
  [102, 'in', 'purchase', 'PurchaseWareHouseIn', 'receipt'],
  [103, 'in', 'return', 'ReturnWareHouseIn', 'receipt that names an rma'],
  [104, 'in', 'allocation', 'AllocateWareHouseIn', 'transfer'],
  [106, 'in', 'remnant'],
  [107, 'in', 'supply'],
  [108, 'in', 'recall'],
  [110, 'in', 'gift'],
  [111, 'in', 'surplus'],
  [112, 'in', 'scrap'],
  [113, 'in', 'other'],
  [201, 'out', 'sale', 'SalesWareHouseOut', 'shipment'],
  [202, 'out', 'return', 'ReturnWareHouseOut', 'shipment that names an rma'],
  [203, 'out', 'allocation', 'AllocateWareHouseOut', 'transfer'],
  [204, 'out', 'rework', 'ReworkWareHouseOut'],
  [205, 'out', 'destruction', 'DestoryWareHouseOut', 'destroyed'],
  [206, 'out', 'sampling', 'CheckWareHouseOut', 'sampled'],
  [207, 'out', 'direct allocation', 'DirectAllocateWareHouseOut'],
  [208, 'out', 'production'],
  [209, 'out', 'supply'],
  [210, 'out', 'remnant'],
  [211, 'out', 'recall'],
  [212, 'out', 'gift'],
  [214, 'out', 'loss', undefined, 'stolen'],
  [215, 'out', 'damage'],
  [216, 'out', 'scrap'],
  [217, 'out', 'other'],
  [237, 'out', 'direct return'],
  [321, 'retail', 'retail sale'],
  [322, 'vaccination', 'vaccination'],
];

/** Every type of bill, by number. */
export const billTypes: readonly BillType[] = rows.map(([number, direction, meaning, event, act]) => ({
  number,
  direction,
  meaning,
  ...(event !== undefined && { event }),
  ...(act !== undefined && { act }),
}));

/** The type that the file form calls so. */
export const billTypeOfEvent = (event: string): BillType | undefined => billTypes.find((one) => one.event === event);

/** @throws when the platform has no such type: only our own code asks */
export function billTypeOf(number: number): BillType {
  const found = billTypes.find((one) => one.number === number);
  if (found === undefined) throw new Error(`the platform has no bill type ${number}`);
  return found;
}

/** The word of the file form for a direction. */
export const mainActionOf = (direction: BillDirection): string => (direction === 'in' ? 'WareHouseIn' : 'WareHouseOut');
