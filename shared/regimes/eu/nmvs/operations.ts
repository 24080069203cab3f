/** Versions of the interface that are spoken; their namespaces and paths differ, their messages do not (public clients). */
export const versions = ['v4.0', 'v5.0'] as const;
export type Version = (typeof versions)[number];

/** What is done to a pack. */
export const acts = ['verify', 'dispense', 'destroy', 'export', 'sample', 'free-sample', 'lock', 'stolen'] as const;
export type Act = (typeof acts)[number];

/** Services of an NMVS, each behind a port, and in production a host, of its own. */
export const services = ['single', 'bulk', 'mixed', 'support'] as const;
export type Service = (typeof services)[number];

export interface Operation {
  /** Number of the use case, by which messages are named. */
  readonly code: string;
  readonly name: string;
  readonly service: Service;
  /** Absent where no pack is acted on. */
  readonly act?: Act;
  /** Code of the operation that it reverses. */
  readonly undoes?: string;
}

/** Codes of an act: single, its undo, bulk, its undo (NMVS interface as public clients have it). */
const codesOf: Readonly<Record<Act, readonly [string, string | undefined, string, string?]>> = {
  verify: ['G110', undefined, 'G115'],
  dispense: ['G120', 'G121', 'G125', 'G127'],
  destroy: ['G130', undefined, 'G135'],
  export: ['G140', 'G141', 'G145', 'G147'],
  sample: ['G150', 'G151', 'G155', 'G157'],
  'free-sample': ['G160', 'G161', 'G165', 'G167'],
  lock: ['G170', 'G171', 'G175', 'G177'],
  stolen: ['G180', undefined, 'G185'],
};

const ofAct = (act: Act): Operation[] => {
  const [single, undo, bulk, bulkUndo] = codesOf[act];
  return [
    { code: single, name: act, service: 'single', act },
    ...(undo ? [{ code: undo, name: `undo ${act}`, service: 'single' as const, act, undoes: single }] : []),
    { code: bulk, name: `bulk ${act}`, service: 'bulk', act },
    ...(bulkUndo ? [{ code: bulkUndo, name: `bulk undo ${act}`, service: 'bulk' as const, act, undoes: bulk }] : []),
  ];
};

/** Every operation there is, but for pings, which have no number. */
export const operations: readonly Operation[] = [
  ...acts.flatMap(ofAct),
  { code: 'G188', name: 'bulk result', service: 'bulk' },
  { code: 'G195', name: 'mixed bulk', service: 'mixed' },
  { code: 'G196', name: 'mixed bulk result', service: 'mixed' },
  { code: 'G445', name: 'change password', service: 'support' },
];

const byCode = new Map(operations.map((one) => [one.code, one]));

/** The operation of a code; undefined when there is none. */
export const operationOf = (code: string): Operation | undefined => byCode.get(code);

/** The operation by which an act is done, or undone; undefined for what cannot be undone. */
export const operationFor = (act: Act, service: 'single' | 'bulk', undo: boolean): Operation | undefined =>
  operations.find((one) => one.act === act && one.service === service && (one.undoes !== undefined) === undo);

const paths: Readonly<Record<Service, string>> = {
  single: '/WS_SINGLE_TRANSACTIONS_V1/SinglePackService',
  bulk: '/WS_BULK_TRANSACTIONS_V1/BulkService',
  mixed: '/WS_MIXED_BULK_TRANSACTIONS_V1/MixedBulkService',
  support: '/WS_SUPPORT_V1/SupportService',
};

/** Path of a service below its host and port. */
export const pathOf = (service: Service, version: Version): string =>
  `${paths[service]}${version === 'v4.0' ? 'V40' : 'V50'}`;

/** Names of ping messages; that of mixed bulk is inferred from the others. */
export const pingOf: Readonly<Record<Service, string>> = {
  single: 'SinglePackPing',
  bulk: 'BulkPing',
  mixed: 'MixedBulkPing',
  support: 'SupportPing',
};

export const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
export const messagesOf = (version: Version): string => `urn:wsdltypes.nmvs.eu:${version}`;
export const typesOf = (version: Version): string => `urn:types.nmvs.eu:${version}`;
