import { serialOf } from '../oms/codes.ts';
import type { Participant } from './countries.ts';
import type { Entry, Reported } from './entries.ts';
import type { Code } from './texts.ts';

export type PackState = 'RECEIVED' | 'APPLIED' | 'INTRODUCED' | 'WITHDRAWN' | 'WRITTEN_OFF';

/** A pack by its code. */
export interface Pack {
  readonly tin: string;
  /** When its code was handed out. */
  readonly at: number;
  readonly state: PackState;
  readonly series?: string;
  readonly made?: string;
  readonly expiry?: string;
  /** The package that it is in. */
  readonly parent?: string;
}

export interface Unit {
  readonly tin: string;
  readonly parent?: string;
}

/** Codes of one product that were ordered together. */
export interface SubOrder {
  readonly gtin: string;
  readonly quantity: number;
  /** The participant's own. */
  readonly serialNumbers?: readonly string[] | undefined;
  passed: number;
  readonly packs: { readonly packId: string; readonly from: number; readonly count: number; readonly at: number }[];
  isClosed: boolean;
}

export interface Order {
  readonly id: string;
  readonly tin: string;
  readonly poNumber: string | undefined;
  readonly at: number;
  readonly due: number;
  /** Absent until it is due. */
  status?: 'READY' | 'REJECTED';
  why?: Code;
  readonly subOrders: readonly SubOrder[];
}

/** What is wrong with which member of a document, the first of which is the report itself. */
export interface Wrong {
  readonly code: Code;
  readonly property: string;
  readonly index?: number;
  /** What it is about, without a crypto part. */
  readonly object?: string;
}

export interface Report {
  entry: Reported;
  status?: 'SUCCESS' | 'ERROR' | 'PARTIALLY_PROCESSED';
  wrong: readonly Wrong[];
}

/** All that one country's system knows. Packs are called by GTIN and serial. */
export interface Book {
  readonly participants: readonly Participant[];
  readonly packs: Map<string, Pack>;
  /** Packages by their codes. */
  readonly units: Map<string, Unit>;
  readonly orders: Map<string, Order>;
  readonly reports: Map<string, Report>;
  /** By tax number: what was paid in, less what codes cost. */
  readonly balances: Map<string, number>;
}

export const newBook = (participants: readonly Participant[]): Book => ({
  participants,
  packs: new Map(),
  units: new Map(),
  orders: new Map(),
  reports: new Map(),
  balances: new Map(participants.map(({ tin, balance }) => [tin, balance])),
});

/** Codes are not kept: they come out of the order again. */
export const packAt = ({ id }: Pick<Order, 'id'>, { gtin, serialNumbers }: SubOrder, index: number): string =>
  gtin + (serialNumbers?.[index] ?? serialOf(`${id} ${gtin}`, index));

export const orderOf = ({ id, tin, poNumber, at, due, products }: Extract<Entry, { kind: 'order' }>): Order => ({
  ...{ id, tin, poNumber, at, due },
  subOrders: products.map((product) => ({ ...product, passed: 0, packs: [], isClosed: false })),
});
