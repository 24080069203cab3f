import type { ListStates } from '../pack-lists/judge-list.ts';

/**
 * What CheckStatus says of a pack to who asks. The service is public by its name alone: that it takes and gives lists as all others do, and these numbers, are ours [R];
 * the numbers that count are those of ErrorCodeList.
 */
export const states = {
  own: '20001',
  left: '20002',
  coming: '20003',
  deactivated: '20004',
  exported: '20005',
  other: '20006',
  unknown: '10001',
} as const;

const { own, left, coming, deactivated, exported, other, unknown } = states;
const gone: ListStates = { done: [left, other], before: [own] };
const back: ListStates = { done: [own], before: [left] };
const known: ListStates = { done: [own, left, deactivated, exported], before: [unknown] };

const byService: Readonly<Record<string, ListStates>> = {
  SupplyService: known,
  ImportService: known,
  DispatchService: gone,
  ReturnService: gone,
  TransferService: { done: [other], before: [own] },
  ExportService: { done: [exported], before: [own] },
  AcceptService: { done: [own], before: [coming] },
  DeactivationService: { done: [deactivated], before: [own] },
  DispatchCancelService: back,
  ReturnCancelService: back,
  TransferCancelService: { done: [own], before: [other] },
  ExportCancelService: { done: [own], before: [exported] },
  AcceptCancelService: { done: [coming], before: [own] },
  DeactivationCancelService: { done: [own], before: [deactivated] },
};

/** What states of its packs say of a list that may have arrived. */
export const statesOf = (service: string): ListStates => byService[service] ?? { done: [], before: [] };
