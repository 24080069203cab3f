import type { ListNames } from '../pack-lists/due-lists.ts';

/** Where the service applies. */
export const HOME = 'SA';
/** What refusals name as the rule. */
export const RULE = 'SFDA: drug track and trace system (RSD)';

/** Services by what they tell. That each has its cancelling twin is the rule of the reference, which names exceptions none [L]. */
export const names: ListNames = {
  home: HOME,
  supply: 'SupplyService',
  import: 'ImportService',
  dispatch: 'DispatchService',
  export: 'ExportService',
  accept: 'AcceptService',
  transfer: 'TransferService',
  deactivation: 'DeactivationService',
  back: {
    DispatchService: 'DispatchCancelService',
    ExportService: 'ExportCancelService',
    AcceptService: 'AcceptCancelService',
    TransferService: 'TransferCancelService',
    DeactivationService: 'DeactivationCancelService',
  },
};

/** What goods that come back are told by: the same lists under another name. */
const returns: Readonly<Record<string, string>> = {
  DispatchService: 'ReturnService',
  DispatchCancelService: 'ReturnCancelService',
};

/** The service that a report goes to. @param isReturn the movement names a return authorisation */
export const serviceOf = (report: string, isReturn: boolean): string => (isReturn && returns[report]) || report;

/** All that we send lists to. */
export const listServices: readonly string[] = [
  names.supply,
  names.import,
  ...Object.entries(names.back).flat(),
  ...Object.values(returns),
];

/** The path of a service below the base URL [H]. */
export const pathOf = (service: string): string => `/ws/${service}/${service}`;
