import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { limits } from './line/limits.ts';
import { isPasswordHash } from './people/password.ts';
import { roles } from './people/rights.ts';

const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 letters, digits or ._:-'));
const sgln = v.pipe(v.string(), v.regex(/^urn:epc:id:sgln:\d+\.\d*\.[^\s]+$/, 'must be an SGLN URN'));
const gln = v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be a GLN of 13 digits'));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const url = v.pipe(
  v.string(),
  v.url(),
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
  /** Scanners in people's hands. */
  handhelds: v.optional(v.array(scannerAddress)),
  readPoint: sgln,
  bizLocation: sgln,
  ...limits.entries,
});

const shape = v.strictObject({
  tenant: name,
  site: name,
  gln,
  /** Tenants this site packs for; its own among them if it does. */
  owners: v.pipe(v.array(name), v.minLength(1)),
  lines: v.pipe(
    v.array(line),
    v.minLength(1),
    v.check((lines) => new Set(lines.map((one) => one.line)).size === lines.length, 'two lines bear the same name'),
  ),
  /** Where the database is. Paths are relative to the configuration file. */
  data: v.string(),
  api: url,
  /** Where tokens come from; `<api>/oauth2/token` when left out. */
  tokenUrl: v.optional(url),
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
  mqtt: v.strictObject({
    host: v.string(),
    port,
    ca: v.string(),
    certificate: v.string(),
    key: v.string(),
    thing: name,
  }),
  /** How long a closed case may wait for others to be told with, in milliseconds; 0 tells each at once. Fewer messages cost less to store. */
  gatherMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000)), 30_000),
  hmiPort: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  /** People who are taken in at the start unless they are known already. Without any, nobody signs in and nothing can be signed. */
  people: v.optional(v.array(person), []),
});

export type Config = v.InferOutput<typeof shape> & { readonly tokenUrl: string };

/**
 * Reads the agent's configuration file, with every path made absolute.
 *
 * Throws when the file cannot be read or is not JSON, and otherwise names every member that is wrong.
 */
export function readConfig(file: string): Config {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(undefined, 'is not JSON'), shape),
    readFileSync(file, 'utf8'),
  );
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => `  ${v.getDotPath(issue) ?? '(the whole file)'}: ${issue.message}`);
    throw new Error(`${file} is not a configuration of the agent:\n${problems.join('\n')}`);
  }
  const { data, mqtt, api, tokenUrl = `${api}/oauth2/token`, ...rest } = parsed.output;
  const path = (relative: string) => resolve(dirname(file), relative);
  return {
    ...rest,
    lines: rest.lines.map((one) => ({ ...one, plc: withFolder(one.plc, path(dirname(data))) })),
    api,
    tokenUrl,
    data: path(data),
    mqtt: { ...mqtt, ca: path(mqtt.ca), certificate: path(mqtt.certificate), key: path(mqtt.key) },
  };
}

/** A PLC that is spoken to in secret needs a place for certificates: beside the database, when it names none. */
function withFolder<Plc extends { driver?: string | undefined }>(plc: Plc, folder: string): Plc {
  return plc.driver === 'opcua' ? { certificates: resolve(folder, 'opcua'), ...plc } : plc;
}
