import type { ListNames } from '../pack-lists/due-lists.ts';
import type { ListStates } from '../pack-lists/judge-list.ts';
import { listStates } from '../pack-lists/list-states.ts';

/** Where the service applies. */
export const HOME = 'TR';
/** What refusals name as the rule. */
export const RULE = 'Turkey: pharmaceutical track and trace system (ITS)';

/** Services by what they tell. */
export const names: ListNames = {
  home: HOME,
  supply: 'production',
  import: 'import',
  dispatch: 'dispatch',
  export: 'export',
  accept: 'accept',
  transfer: 'transfer',
  deactivation: 'deactivation',
  back: { dispatch: 'dispatchcancel', accept: 'acceptcancel', transfer: 'transfercancel' },
  package: 'SendPackage',
};

/** The service that a report goes to: goods that come back are told by another. @param isReturn the movement names a return authorisation */
export const serviceOf = (report: string, isReturn: boolean): string =>
  isReturn && report === names.dispatch ? 'return' : report;

/** Paths below the base URL [H]. Those of makers are not public: an adapter takes them. */
const paths: Readonly<Record<string, string>> = {
  production: '/adapter/production',
  import: '/adapter/import',
  export: '/adapter/export',
  dispatch: '/wholesale/app/dispatch',
  dispatchcancel: '/wholesale/app/dispatchcancel',
  accept: '/common/app/accept',
  acceptcancel: '/common/app/acceptcancel',
  return: '/common/app/return',
  transfer: '/common/app/transfer',
  transfercancel: '/common/app/transfercancel',
  deactivation: '/common/app/deactivation',
  check_status: '/reference/app/check_status',
  search: '/pts/app/search',
  GetPackage: '/pts/app/GetPackage',
  SendPackage: '/pts/app/SendPackage',
};

/** Every call that we make. */
export const calls: readonly string[] = Object.keys(paths);
export const pathOf = (service: string): string => paths[service] ?? '/';

/** What check_status says of a pack to who asks. The path is public, the numbers are not: these are ours [R]. */
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
const byReport: Readonly<Record<string, ListStates>> = {
  production: of.supply,
  import: of.supply,
  export: of.export,
  dispatch: of.leave, // and return
  dispatchcancel: of['leave-back'],
  accept: of.accept,
  acceptcancel: of['accept-back'],
  transfer: of.transfer,
  transfercancel: of['transfer-back'],
  deactivation: of.deactivate,
};

/** What states of its packs say of a list that may have arrived, by the name of its report. */
export const statesOf = (report: string): ListStates => byReport[report] ?? { done: [], before: [states.unknown] };
