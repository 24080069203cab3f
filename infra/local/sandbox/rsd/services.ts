import type { PackAct } from '../owned-packs.ts';

/** What a service takes before its list, and what it does. */
export interface ListService {
  readonly act: PackAct;
  /** Elements in their order; one that ends in `?` may be empty or missing. */
  readonly head: readonly string[];
  /** The one that names the other party. */
  readonly party?: 'TOGLN' | 'FROMGLN';
}

const to = { head: ['TOGLN'], party: 'TOGLN' } as const;
const from = { head: ['FROMGLN'], party: 'FROMGLN' } as const;
const sale = ['TOGLN', 'DOCTORID?', 'PATIENTNATIONALID?', 'PRESCRIPTIONID', 'PRESCRIPTIONDATE'];

/** Services that take lists of packs; with `Batch` in its name one takes quantities of lots. */
export const listServices: Readonly<Record<string, ListService>> = {
  SupplyService: { act: 'supply', head: [] },
  ImportService: { act: 'supply', head: [] },
  SupplyCancelService: { act: 'supply-back', head: [] },
  ImportCancelService: { act: 'supply-back', head: [] },
  DispatchService: { act: 'dispatch', ...to },
  DispatchCancelService: { act: 'dispatch-back', ...to },
  ReturnService: { act: 'dispatch', ...to },
  ReturnCancelService: { act: 'dispatch-back', ...to },
  TransferService: { act: 'transfer', ...to },
  TransferCancelService: { act: 'transfer-back', ...to },
  AcceptService: { act: 'accept', ...from },
  AcceptCancelService: { act: 'accept-back', ...from },
  ConsumeService: { act: 'sell', head: [] },
  ConsumeCancelService: { act: 'sell-back', head: [] },
  PharmacySaleService: { act: 'sell', head: sale },
  PharmacySaleCancelService: { act: 'sell-back', head: ['TOGLN', 'PRESCRIPTIONID'] },
  DeactivationService: { act: 'deactivate', head: ['DR', 'EXPLANATION?'] },
  DeactivationCancelService: { act: 'deactivate-back', head: [] },
  ExportService: { act: 'export', head: ['COUNTRYCODE'] },
  ExportCancelService: { act: 'export-back', head: ['COUNTRYCODE'] },
};

/** The service of packs that a batch service is of. */
export const packServiceOf = (service: string): string => service.replace('BatchService', 'Service');

export const lookUps = [
  'CheckStatusService',
  'AcceptDispatchService',
  'DispatchDetailService',
  'ErrorCodeListService',
  'StakeholderListService',
  'CountryListService',
  'CityListService',
  'DrugListService',
  'PackageUploadService',
  'PackageDownloadService',
  'PackageQueryService',
] as const;

const batches = ['Dispatch', 'Transfer', 'Accept', 'Return'].flatMap((one) => [
  `${one}BatchService`,
  `${one}CancelBatchService`,
]);

/** Every service by its name. */
export const services: readonly string[] = [...Object.keys(listServices), ...batches, ...lookUps];
