import type { PackAct } from '../owned-packs.ts';

/** A service that takes a list of packs: its path, what it does, and whom it names beside. */
export interface ListService {
  readonly path: string;
  readonly act: PackAct;
  /** `seller`: nobody is named, each pack came from whoever dispatched it. */
  readonly party?: 'togln' | 'seller';
}

/** Those of makers are not public: their paths and bodies are an adapter's. */
export const listServices: Readonly<Record<string, ListService>> = {
  production: { path: 'adapter/production', act: 'supply' },
  import: { path: 'adapter/import', act: 'supply' },
  export: { path: 'adapter/export', act: 'export' },
  dispatch: { path: 'wholesale/app/dispatch', act: 'dispatch', party: 'togln' },
  dispatchcancel: { path: 'wholesale/app/dispatchcancel', act: 'dispatch-back', party: 'togln' },
  accept: { path: 'common/app/accept', act: 'accept', party: 'seller' },
  acceptcancel: { path: 'common/app/acceptcancel', act: 'accept-back', party: 'seller' },
  return: { path: 'common/app/return', act: 'dispatch', party: 'togln' },
  transfer: { path: 'common/app/transfer', act: 'transfer', party: 'togln' },
  transfercancel: { path: 'common/app/transfercancel', act: 'transfer-back', party: 'togln' },
  deactivation: { path: 'common/app/deactivation', act: 'deactivate' },
  pharmacysale: { path: 'prescription/app/pharmacysale', act: 'sell' },
  pharmacysalecancel: { path: 'prescription/app/pharmacysalecancel', act: 'sell-back' },
};

const others: Readonly<Record<string, string>> = {
  token: 'token/app/token',
  verify: 'common/app/verify',
  verification: 'reference/app/verification',
  check_status: 'reference/app/check_status',
  errorcode: 'reference/app/errorcode',
  search: 'pts/app/search',
  GetPackage: 'pts/app/GetPackage',
  SendPackage: 'pts/app/SendPackage',
};

const byPath = new Map([
  ...Object.entries(listServices).map(([name, { path }]) => [path, name] as const),
  ...Object.entries(others).map(([name, path]) => [path, name] as const),
]);

/** Every service by its name. */
export const services: readonly string[] = [...byPath.values()];
export const serviceAt = (path: readonly string[]): string | undefined => byPath.get(path.join('/'));
