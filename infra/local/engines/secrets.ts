import { createHash, randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readIfThere, writePrivately } from '../private-file.ts';

const secret = v.object({ name: v.string(), value: v.string(), version: v.string(), created: v.number() });
const stored = v.record(v.string(), secret);
export type StoredSecret = v.InferOutput<typeof secret>;

/** Secrets by ARN, kept in one file that only the owner may read. */
export interface Secrets {
  /** Answers the ARN. The value is asked for once in the life of the file: a secret that exists is kept. */
  keep(name: string, make: () => string): Promise<string>;
  /** By ARN or name. Those that a person puts there, `seriate/<issuers, nmvs, regulators or vrs>/<tenant>/<name>`, are the files of that path in the data directory with `.json` behind it. */
  get(id: string): (StoredSecret & { arn: string }) | undefined;
}

/** Opens the file, or an empty one. Throws when it is damaged: nothing derived from its secrets could be verified again. */
export async function openSecrets(file: string, arnOf: (name: string) => string, folder?: string): Promise<Secrets> {
  const secrets = read(file, (await readIfThere(file)) ?? '{}');
  return {
    keep: async (name, make) => {
      const arn = `${arnOf(name)}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
      if (secrets[arn] === undefined) {
        secrets[arn] = { name, value: make(), version: randomUUID(), created: Date.now() / 1000 };
        await writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
      }
      return arn;
    },
    get: (id) => {
      const found = Object.entries(secrets).find(([arn, { name }]) => arn === id || name === id);
      return found ? { arn: found[0], ...found[1] } : ofPerson(id, arnOf, folder);
    },
  };
}

/** As a person would put it into Secrets Manager: read whenever it is asked for, so that it may be changed at any time. */
function ofPerson(id: string, arnOf: (name: string) => string, folder: string | undefined) {
  const [, kind = '', tenant = '', name = ''] =
    /^seriate\/(issuers|nmvs|regulators|vrs)\/([\w-][\w.-]*)\/([\w-][\w.-]*)$/.exec(id) ?? [];
  const path = folder !== undefined && name !== '' ? join(folder, kind, tenant, `${name}.json`) : undefined;
  if (path === undefined || !existsSync(path)) return undefined;
  const value = readFileSync(path, 'utf8');
  return {
    arn: arnOf(id),
    name: id,
    value,
    version: sha256(value).slice(0, 32),
    created: statSync(path).mtimeMs / 1000,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function read(file: string, text: string): v.InferOutput<typeof stored> {
  try {
    return v.parse(stored, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is damaged: put a copy in its place, or start with --fresh`, { cause });
  }
}

const classes = {
  lowercase: 'abcdefghijklmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  space: ' ',
};

/** The classes of characters a generated secret draws from. */
export type CharacterClass = keyof typeof classes;

/**
 * A random secret of `length` characters from these classes without those excluded, holding at least one of each class. Throws when that is
 * impossible.
 */
export function generateSecret(length: number, from: readonly CharacterClass[], exclude: string): string {
  const alphabets = from.map((name) => [...classes[name]].filter((character) => !exclude.includes(character)));
  const all = alphabets.flat();
  if (all.length === 0 || alphabets.some((alphabet) => alphabet.length === 0) || alphabets.length > length)
    throw new Error(`no secret of ${length} characters can be made of ${from.join(', ')} without "${exclude}"`);
  // Drawn anew until every class appears, so that no position is less random than another.
  for (;;) {
    const drawn = Array.from({ length }, () => all[randomInt(all.length)] ?? '');
    if (alphabets.every((alphabet) => drawn.some((character) => alphabet.includes(character)))) return drawn.join('');
  }
}
