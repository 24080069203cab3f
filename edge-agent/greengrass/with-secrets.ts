import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Ipc } from '../link/ipc.ts';
import { ipcFault } from '../link/ipc-fault.ts';
import { isObject, type Unfilled } from '../secret-files.ts';

/** Stands for a secret of AWS Secrets Manager that the core keeps (`aws.greengrass.SecretManager`). */
const reference = v.strictObject({
  /** Its ARN or name. */
  $secret: v.string(),
  /** The member of it that is meant, where it is a JSON object. */
  member: v.optional(v.string()),
  /** It is wanted as a file: a certificate, a key. */
  as: v.optional(v.literal('file')),
});

interface Needs {
  /** A secret's text by its ARN or name; rejects with the reason. */
  readonly secret: (id: string) => Promise<string>;
  /** Where files are put that hold secrets, for their owner alone. */
  readonly folder: string;
}

/** The core's secrets; nucleus lite has none, and says so. */
export const secretsOf = (ipc: Ipc) => async (secretId: string) => {
  try {
    const { secretValue } = await ipc.call((client) => client.getSecretValue({ secretId }));
    if (secretValue.secretString !== undefined) return secretValue.secretString;
    throw new Error('is not text');
  } catch (error) {
    const { kind, message } = ipcFault(error);
    throw new Error(kind === 'unsupported' ? 'this runtime keeps no secrets; name a file: { "$file": "…" }' : message);
  }
};

/** A configuration in which every `{ "$secret": … }` is what it stands for, or the path of a file with it. What cannot be had is told in `unfilled`. */
export async function withSecrets(
  value: unknown,
  needs: Needs,
  unfilled: Unfilled[],
  at: readonly string[] = [],
): Promise<unknown> {
  if (Array.isArray(value))
    return Promise.all(value.map((one, index) => withSecrets(one, needs, unfilled, [...at, `${index}`])));
  if (!isObject(value)) return value;
  const wanted = v.safeParse(reference, value);
  if (wanted.success)
    return fill(wanted.output, needs).catch((error: unknown) => {
      const detail = `secret ${wanted.output.$secret}: ${error instanceof Error ? error.message : error}`;
      unfilled.push({ at: at.join('.'), detail });
      return '';
    });
  const members = Object.entries(value).map(async ([name, one]) => [
    name,
    await withSecrets(one, needs, unfilled, [...at, name]),
  ]);
  return Object.fromEntries(await Promise.all(members));
}

async function fill({ $secret, member, as }: v.InferOutput<typeof reference>, { secret, folder }: Needs) {
  const whole = await secret($secret);
  const text = member === undefined ? whole : memberOf(whole, member);
  return as === 'file' ? fileWith(text, folder) : text;
}

function memberOf(whole: string, member: string): string {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), whole);
  const value = parsed.success ? parsed.output[member] : undefined;
  if (typeof value !== 'string') throw new Error(`has no text under ${member}`);
  return value;
}

/** Named for what is in it: the same secret is the same file, another one is another. */
function fileWith(text: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.pem`);
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
