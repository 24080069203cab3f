import type { ListStates } from '../pack-lists/judge-list.ts';
import { listStates } from '../pack-lists/list-states.ts';

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

const of = listStates(states);

const byService: Readonly<Record<string, ListStates>> = {
  SupplyService: of.supply,
  ImportService: of.supply,
  DispatchService: of.leave,
  DispatchCancelService: of['leave-back'],
  ReturnService: of.leave,
  ReturnCancelService: of['leave-back'],
  TransferService: of.transfer,
  TransferCancelService: of['transfer-back'],
  ExportService: of.export,
  ExportCancelService: of['export-back'],
  AcceptService: of.accept,
  AcceptCancelService: of['accept-back'],
  DeactivationService: of.deactivate,
  DeactivationCancelService: of['deactivate-back'],
};

/** What states of its packs say of a list that may have arrived. */
export const statesOf = (service: string): ListStates => byService[service] ?? { done: [], before: [] };
