import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { readIfThere, writePrivately } from '../private-file.ts';

const stored = v.record(
  v.string(),
  v.object({ name: v.string(), bytes: v.pipe(v.string(), v.regex(/^[\w+/]{43}=$/)) }),
);

/** What a wrapped text is bound to, beside the key. */
export type Context = Readonly<Record<string, string>>;

/** Keys that wrap other keys, kept in one file that only the owner may read. */
export interface Keys {
  /** The key of that name; its bytes are made once in the life of the file. */
  keep(name: string): Promise<{ id: string; arn: string }>;
  /** Wraps under a key, by id or ARN; undefined when there is none. */
  wrap(key: string, plain: Uint8Array, context: Context): Wrapped | undefined;
  /** What was wrapped, and by which key; undefined when it was not, or for another context. */
  unwrap(blob: Uint8Array, context: Context): { plain: Uint8Array; arn: string } | undefined;
}

export interface Wrapped {
  readonly blob: Uint8Array;
  readonly arn: string;
}

/** Id of the key (36), nonce (12), tag (16), and what is wrapped. */
const ID = 36;
const NONCE = 12;
const TAG = 16;

/** Opens the file, or an empty one. Throws when it is damaged: nothing that its keys wrapped could be opened again. */
export async function openKeys(file: string, arnOf: (id: string) => string): Promise<Keys> {
  const keys = read(file, (await readIfThere(file)) ?? '{}');
  const bytesOf = (id: string) => keys[id] && Buffer.from(keys[id].bytes, 'base64');
  return {
    keep: async (name) => {
      let id = Object.keys(keys).find((one) => keys[one]?.name === name);
      if (id === undefined) {
        id = randomUUID();
        keys[id] = { name, bytes: randomBytes(32).toString('base64') };
        await writePrivately(file, `${JSON.stringify(keys, null, 2)}\n`);
      }
      return { id, arn: arnOf(id) };
    },
    wrap: (key, plain, context) => {
      const id = key.slice(key.lastIndexOf('/') + 1);
      const bytes = bytesOf(id);
      if (bytes === undefined) return undefined;
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(bound(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { blob: Buffer.concat([Buffer.from(id), nonce, cipher.getAuthTag(), body]), arn: arnOf(id) };
    },
    unwrap: (blob, context) => {
      const text = Buffer.from(blob);
      const id = text.subarray(0, ID).toString('latin1');
      const bytes = bytesOf(id);
      if (bytes === undefined || text.length < ID + NONCE + TAG) return undefined;
      const at = ID + NONCE;
      const cipher = createDecipheriv('aes-256-gcm', bytes, text.subarray(ID, at), { authTagLength: TAG });
      cipher.setAAD(bound(context)).setAuthTag(text.subarray(at, at + TAG));
      try {
        return { plain: Buffer.concat([cipher.update(text.subarray(at + TAG)), cipher.final()]), arn: arnOf(id) };
      } catch {
        return undefined; // changed, or bound to something else
      }
    },
  };
}

/** The same for the same pairs, in whatever order they come. */
const bound = (context: Context) => Buffer.from(JSON.stringify(Object.entries(context).toSorted()));

function read(file: string, text: string): v.InferOutput<typeof stored> {
  try {
    return v.parse(stored, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is damaged: put a copy in its place, or start with --fresh`, { cause });
  }
}
