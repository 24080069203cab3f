import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { checkDigitHolds } from '#shared/gs1/check-digit.ts';
import { id as name } from '#shared/id.ts';
import { awaySettings, withNetworkPaths } from './hmi/asked-from.ts';
import { judgeDevices } from './judge-outside.ts';
import { limits } from './line/limits.ts';
import { isPasswordHash } from './people/password.ts';
import { roles } from './people/rights.ts';
import { type Unfilled, withFiles } from './secret-files.ts';
import { archiveSettings } from './site/archive/settings.ts';
import { lineServerSettings } from './site/foreign/http/line-server.ts';
import { foreignSettings, withPaths } from './site/foreign/settings.ts';
import { ordersSettings } from './site/orders/settings.ts';
import { supplySettings } from './site/supply/settings.ts';
import { WAREHOUSE, warehouseSettings } from './site/warehouse/settings.ts';

const sgln = v.pipe(v.string(), v.regex(/^urn:epc:id:sgln:\d+\.\d*\.[^\s]+$/, 'must be an SGLN URN'));
const gln = v.pipe(
  v.string(),
  v.regex(/^\d{13}$/, 'must be a GLN of 13 digits'),
  v.check((digits) => digits.length !== 13 || checkDigitHolds(digits), 'has a wrong check digit'),
);
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const url = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:/i, 'must begin with https:// or http://'),
  v.transform((text) => text.replace(/\/+$/, '')),
);
/** Each driver reads its own address; see `devices/`. */
const address = v.looseObject({ driver: v.optional(v.string()), host: v.string(), port });
/** A scanner may hang on a serial port. */
const scannerAddress = v.looseObject({ driver: v.optional(v.string()) });

const person = v.strictObject({
  username: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._@-]{1,64}$/, 'must be 1 to 64 letters, digits or ._@-')),
  /** As it is printed beside a signature. */
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  roles: v.pipe(v.array(v.picklist(roles)), v.minLength(1)),
  /** What `npm run agent -- --hash-password` answers; the password itself is nowhere. */
  password: v.pipe(v.string(), v.check(isPasswordHash, 'must be made by npm run agent -- --hash-password')),
});

const line = v.strictObject({
  line: name,
  printer: address,
  reader: address,
  plc: address,
  /** Camera over the layers of a case. */
  layerCamera: v.optional(address),
  /** Controller of the case packer. */
  packer: v.optional(address),
  /** Printer of cases' and pallets' labels. */
  labelPrinter: v.optional(address),
  /** Fixed scanner that reads those labels back. */
  labelScanner: v.optional(scannerAddress),
  /** Where the camera leaves its pictures, by FTP or a share; they are shown beside the codes. */
  pictures: v.optional(v.strictObject({ folder: v.pipe(v.string(), v.minLength(1)) })),
  /** Scanners in people's hands. */
  handhelds: v.optional(v.array(scannerAddress)),
  readPoint: sgln,
  bizLocation: sgln,
  ...limits.entries,
});

const members = v.strictObject({
  tenant: name,
  site: name,
  gln,
  /** Tenants this site packs for; its own among them if it does. */
  owners: v.pipe(v.array(name), v.minLength(1)),
  lines: v.pipe(
    v.array(line),
    v.check((lines) => new Set(lines.map((one) => one.line)).size === lines.length, 'two lines bear the same name'),
  ),
  /** Lines of other makers, that have numbers from the site and tell it what they packed. */
  foreign: v.optional(v.array(foreignSettings), []),
  /** Where those of them that speak HTTP find the site on the network. */
  lineApi: v.optional(lineServerSettings),
  /** Where goods are received, stored, picked and shipped, if they are. */
  warehouse: v.optional(warehouseSettings),
  /** How far ahead the site has numbers, and how long it keeps what is left over. */
  supply: v.optional(supplySettings, {}),
  /** Where the enterprise's orders come as files, and what an order of a product says by itself. */
  orders: v.optional(ordersSettings, {}),
  /** Where the database is. Paths are relative to the configuration file. */
  data: v.string(),
  api: url,
  /** Where tokens come from; `<api>/oauth2/token` when left out. */
  tokenUrl: v.optional(url),
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
  /** How the cloud's broker is reached. Under a Greengrass nucleus the nucleus is the way. */
  mqtt: v.optional(
    v.strictObject({
      host: v.string(),
      port,
      ca: v.string(),
      certificate: v.string(),
      key: v.string(),
      thing: name,
    }),
  ),
  /** How long a closed case may wait for others to be told with, in milliseconds; 0 tells each at once. Fewer messages cost less to store. */
  gatherMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000)), 30_000),
  disk: v.optional(
    v.strictObject({
      /** Bytes that the site's records may take; the volume, less a reserve, when left out. At all of it the lines stand. */
      mostBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100_000_000))),
    }),
    {},
  ),
  /** When lots leave the database, and where to. */
  archive: v.optional(archiveSettings, {}),
  hmiPort: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  /** Scanners at the stations of the page, for rework and samples. No line hears them. */
  stationScanners: v.optional(
    v.pipe(
      v.array(v.strictObject({ name, scanner: scannerAddress })),
      v.check((all) => new Set(all.map((one) => one.name)).size === all.length, 'two scanners bear the same name'),
    ),
    [],
  ),
  /** From where else than at this machine the page is asked for: handhelds in the warehouse, screens in an office. */
  hmi: v.optional(awaySettings),
  /** People who are taken in at the start unless they are known already. Without any, nobody signs in and nothing can be signed. */
  people: v.optional(
    v.pipe(
      v.array(person),
      v.check(
        (all) => new Set(all.map((one) => one.username.toLowerCase())).size === all.length,
        'two people have one user name',
      ),
    ),
    [],
  ),
  /** Whether products of which there is no recipe are packed by the standard one though there are people who could write and approve one. */
  packsWithoutRecipe: v.optional(v.boolean(), false),
});

const shape = v.pipe(
  members,
  v.check(
    ({ lines, foreign, warehouse }) => lines.length + foreign.length > 0 || warehouse !== undefined,
    'a site has a line, its own or of another maker, or a warehouse',
  ),
  v.check(({ lines, foreign }) => {
    const names = [...lines, ...foreign].map((one) => one.line);
    return new Set(names).size === names.length;
  }, 'two lines bear the same name'),
  v.check(({ foreign }) => {
    const ids = foreign.flatMap((one) => (one.via === 'http' ? one.clients.map(({ id }) => id) : []));
    return new Set(ids).size === ids.length;
  }, 'two lines have a client of the same id'),
  v.check(({ lines, foreign, orders }) => {
    const names = [...lines, ...foreign].map((one) => one.line);
    return orders.products.every(({ line }) => line === undefined || names.includes(line));
  }, 'a product of `orders` is for a line that the site has not'),
  v.check(
    ({ lines, foreign, warehouse }) =>
      warehouse === undefined || [...lines, ...foreign].every(({ line }) => line !== WAREHOUSE),
    `a line cannot be called ${WAREHOUSE}: the warehouse is`,
  ),
);

export type Config = v.InferOutput<typeof shape> & {
  readonly tokenUrl: string;
  readonly archive: { readonly folder: string };
};

/**
 * Reads the agent's configuration file, with every path made absolute.
 *
 * Throws when the file cannot be read or is not JSON, and otherwise names every member that is wrong.
 */
export function readConfig(file: string): Config {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(undefined, 'is not JSON')), readFileSync(file, 'utf8'));
  const config = parsed.success ? checkConfig(parsed.output, dirname(file)) : problemsOf(parsed.issues);
  if (!isProblems(config)) return config;
  throw new Error(`${file} is not a configuration of the agent:\n${config.map((one) => `  ${one}`).join('\n')}`);
}

const isProblems = (config: Config | readonly string[]): config is readonly string[] => Array.isArray(config);

const problemsOf = (issues: readonly v.BaseIssue<unknown>[]): readonly string[] =>
  issues.map((issue) => `${v.getDotPath(issue) ?? '(the whole file)'}: ${issue.message}`);

/**
 * What a configuration says, with every path made absolute; or what is wrong with it, member by member.
 *
 * @param folder what relative paths begin at
 */
export function checkConfig(raw: unknown, folder: string): Config | readonly string[] {
  const unfilled: Unfilled[] = [];
  const parsed = v.safeParse(shape, withFiles(raw, folder, unfilled));
  if (unfilled.length > 0) return unfilled.map(({ at, detail }) => `${at}: ${detail}`);
  if (!parsed.success) return problemsOf(parsed.issues);
  const { data, mqtt, api, tokenUrl = `${api}/oauth2/token`, lineApi, hmi, ...rest } = parsed.output;
  const path = (relative: string) => resolve(folder, relative);
  const config = {
    ...rest,
    orders: { ...rest.orders, ...(rest.orders.folder !== undefined && { folder: path(rest.orders.folder) }) },
    lines: rest.lines.map((one) => ({
      ...one,
      plc: withFolder(one.plc, path(dirname(data))),
      pictures: one.pictures && { folder: path(one.pictures.folder) },
    })),
    foreign: rest.foreign.map((one) => withPaths(one, path, `${dirname(data)}/foreign-${one.line}`)),
    api,
    tokenUrl,
    data: path(data),
    archive: { days: rest.archive.days, folder: path(rest.archive.folder ?? join(data, 'archive')) },
    lineApi: lineApi && { ...lineApi, certificate: path(lineApi.certificate), key: path(lineApi.key) },
    hmi: hmi && withNetworkPaths(hmi, path),
    mqtt: mqtt && { ...mqtt, ca: path(mqtt.ca), certificate: path(mqtt.certificate), key: path(mqtt.key) },
  };
  const wrong = judgeDevices(config);
  return wrong.length > 0 ? wrong : config;
}

/** A PLC that is spoken to in secret needs a place for certificates: beside the database, when it names none. */
function withFolder<Plc extends { driver?: string | undefined }>(plc: Plc, folder: string): Plc {
  return plc.driver === 'opcua' ? { certificates: resolve(folder, 'opcua'), ...plc } : plc;
}
