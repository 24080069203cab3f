import { serialOf } from './codes.ts';
import type { Entry } from './entries.ts';

/** Codes of one product that were ordered together. */
export interface Lot {
  readonly omsId: string;
  readonly orderId: string;
  readonly gtin: string;
  readonly quantity: number;
  readonly productionOrderId: string | undefined;
  /** The participant's own. */
  readonly serialNumbers: readonly string[] | undefined;
  readonly due: number;
  emittedAt?: number;
  rejection?: string;
  /** How many were handed out. */
  passed: number;
  readonly blocks: { readonly blockId: string; readonly from: number; readonly count: number; readonly at: number }[];
  isClosed: boolean;
  isExpired: boolean;
}

export interface Report {
  readonly reportId: string;
  readonly omsId: string;
  readonly due: number;
  readonly productionOrderId?: string;
  readonly used?: { readonly series: string; readonly sgtins: readonly string[] };
  readonly packed?: readonly { readonly parent: string; readonly children: readonly string[] }[];
  status: 'PENDING' | 'SENT' | 'REJECTED';
  reason?: string;
}

/** Codes are not kept: they come out of the order again. */
export const sgtinAt = ({ orderId, gtin, serialNumbers }: Lot, index: number): string =>
  gtin + (serialNumbers?.[index] ?? serialOf(`${orderId} ${gtin}`, index));

/** What the station knows, as entries change it. */
export function newState() {
  const lots = new Map<string, Lot>();
  const reports = new Map<string, Report>();
  /** The series of codes that were used. */
  const used = new Map<string, string>();
  const parents = new Set<string>();
  /** The package that codes and packages are in. */
  const packed = new Map<string, string>();
  const keyOf = (orderId: string, gtin: string) => `${orderId} ${gtin}`;

  const order = ({ omsId, orderId, productionOrderId, due, products }: Extract<Entry, { kind: 'order' }>) => {
    for (const { gtin, quantity, serialNumbers } of products)
      lots.set(keyOf(orderId, gtin), {
        ...{ omsId, orderId, productionOrderId, gtin, quantity, serialNumbers, due },
        ...{ passed: 0, blocks: [], isClosed: false, isExpired: false },
      });
  };
  const change = (entry: Exclude<Entry, { kind: 'order' | 'report' | 'sent' }>) => {
    const lot = lots.get(keyOf(entry.orderId, entry.gtin));
    if (lot === undefined) return;
    if (entry.kind === 'emitted') {
      lot.emittedAt = entry.at;
      if (entry.rejection !== undefined) lot.rejection = entry.rejection;
    } else if (entry.kind === 'block') {
      const { blockId, count, at } = entry;
      lot.blocks.push({ blockId, from: lot.passed, count, at });
      lot.passed += count;
    } else if (entry.kind === 'closed') lot.isClosed = true;
    else lot.isExpired = true;
  };
  const sent = (report: Report) => {
    for (const sgtin of report.used?.sgtins ?? []) used.set(sgtin, report.used?.series ?? '');
    for (const { parent, children } of report.packed ?? []) {
      parents.add(parent);
      for (const child of children) packed.set(child, parent);
    }
  };
  return {
    lots,
    reports,
    used,
    parents,
    packed,
    lot: (orderId: string, gtin: string) => lots.get(keyOf(orderId, gtin)),
    apply: (entry: Entry): void => {
      if (entry.kind === 'order') order(entry);
      else if (entry.kind === 'report') reports.set(entry.reportId, { ...entry, status: 'PENDING' });
      else if (entry.kind === 'sent') {
        const report = reports.get(entry.reportId);
        if (report === undefined) return;
        report.status = entry.status;
        if (entry.reason !== undefined) report.reason = entry.reason;
        if (entry.status === 'SENT') sent(report);
      } else change(entry);
    },
  };
}
export type State = ReturnType<typeof newState>;
