import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';

const shape = v.strictObject({
  /** The broker's host name: the data endpoint of the account (`iot:Data-ATS`). */
  host: v.string(),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 8883),
  /** PEM files: the broker's authority, the claim's certificate and its key. Relative paths begin at this file. */
  ca: v.string(),
  certificate: v.string(),
  key: v.string(),
  /** The fleet's provisioning template. */
  template: v.optional(v.string(), 'seriate-site'),
  /** The machine's serial number, as it was announced for its site. */
  serial: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{4,64}$/, 'must be 4 to 64 letters, digits or hyphens')),
  /** Where certificate and key of the machine are put. */
  out: v.string(),
});

/** What a machine shows to become a thing of the fleet. */
export type Claim = v.InferOutput<typeof shape>;

/** Reads a claim file, with every path made absolute. Throws, naming every member that is wrong. */
export function readClaim(file: string): Claim {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(undefined, 'is not JSON'), shape),
    readFileSync(file, 'utf8'),
  );
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => `  ${v.getDotPath(issue) ?? '(the whole file)'}: ${issue.message}`);
    throw new Error(`${file} is not a claim:\n${problems.join('\n')}`);
  }
  const path = (relative: string) => resolve(dirname(file), relative);
  const { ca, certificate, key, out, ...rest } = parsed.output;
  return { ...rest, ca: path(ca), certificate: path(certificate), key: path(key), out: path(out) };
}
