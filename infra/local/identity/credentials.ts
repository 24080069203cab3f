import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { readIfThere, writePrivately } from '../private-file.ts';

const client = v.object({
  /** As it was made, for whoever looks for one in the file. Rights are not read from here. */
  tenant: v.optional(v.string()),
  role: v.optional(v.string()),
  /** Of those that were made since. */
  name: v.optional(v.string()),
  clientId: v.string(),
  clientSecret: v.string(),
  /** It works beside the other one until it is removed. */
  previousSecret: v.optional(v.string()),
  scopes: v.array(v.string()),
});
const user = v.object({
  tenant: v.optional(v.string()),
  role: v.optional(v.string()),
  /** Who has one works at that site's lines and signs in at its agent; nothing here lets them in. */
  site: v.optional(v.string()),
  username: v.string(),
  password: v.string(),
  name: v.optional(v.string()),
  email: v.optional(v.string()),
  disabled: v.optional(v.boolean()),
});
const file = v.object({ clients: v.array(client), users: v.array(user) });

export type MachineClient = v.InferOutput<typeof client>;
export type User = v.InferOutput<typeof user>;

/** Who should be there. A machine client is known by tenant and role, a person by user name; without `scopes` a client gets every scope there is. */
export interface Wanted {
  readonly clients: readonly { readonly tenant: string; readonly role: string; readonly scopes?: readonly string[] }[];
  readonly users: readonly {
    readonly tenant: string;
    readonly role: string;
    readonly username: string;
    readonly site?: string;
  }[];
}

/** Who may come in on this machine. Every change is on disk before it is answered. */
export interface Credentials {
  client(clientId: string): MachineClient | undefined;
  /** The client this machine began with for a tenant and role. */
  clientOf(tenant: string, role: string): MachineClient | undefined;
  user(username: string): User | undefined;
  /** The person, when the password is theirs and they may come in. */
  signIn(username: string, password: string): User | undefined;
  /** Adds a client, or puts it in the place of the one with its id; `undefined` removes it. */
  putClient(clientId: string, changed: MachineClient | undefined): Promise<void>;
  putUser(username: string, changed: User | undefined): Promise<void>;
}

/**
 * Reads `credentials.json` (mode 0600), adding who is wanted and missing with a random secret; what is there is kept as it is, edits of its owner included.
 * Throws, naming the file, when it is not what it should be.
 */
export async function openCredentials(
  path: string,
  wanted: Wanted,
  allScopes: readonly string[],
): Promise<Credentials> {
  const kept = read(path, (await readIfThere(path)) ?? '{"clients":[],"users":[]}');
  const clients = [...kept.clients];
  for (const { tenant, role, scopes = allScopes } of wanted.clients)
    if (!clients.some(isFirst(tenant, role)))
      clients.push({
        tenant,
        role,
        clientId: `${tenant}-${role}-${randomBytes(4).toString('hex')}`,
        clientSecret: randomText(32),
        scopes: [...scopes],
      });
  const users = [...kept.users];
  for (const { tenant, role, username, site } of wanted.users)
    if (!users.some((each) => each.username === username && each.site === site))
      users.push({ tenant, username, password: randomText(15), role, ...(site && { site }), ...calledBy(username) });
  const write = writer(path, () => ({ clients, users }));
  await write();
  const isHere = (username: string) => (each: User) => each.username === username && each.site === undefined;
  const userOf = (username: string) => users.find(isHere(username));
  return {
    client: (clientId) => clients.find((each) => each.clientId === clientId),
    clientOf: (tenant, role) => clients.find(isFirst(tenant, role)),
    user: userOf,
    signIn(username, password) {
      const found = userOf(username);
      // Compared even when nobody has the name, so that the time taken tells nothing.
      const isTheirs = sameText(password, found?.password ?? randomText(15));
      return isTheirs && found?.disabled !== true ? found : undefined;
    },
    putClient(clientId, changed) {
      put(clients, (each) => each.clientId === clientId, changed);
      return write();
    },
    putUser(username, changed) {
      put(users, isHere(username), changed);
      return write();
    },
  };
}

/** One that this machine began with: those that were made since have a name. */
const isFirst = (tenant: string, role: string) => (each: MachineClient) =>
  each.name === undefined && each.tenant === tenant && each.role === role;

/** `ada@acme.example` is Ada, as far as anybody knows. */
const calledBy = (username: string) => ({
  name: username.replace(/@.*/, '').replace(/^./, (first) => first.toUpperCase()),
  email: username.includes('@') ? username : `${username}@example.com`,
});

/** Writes what there is at that moment, one after the other: the last one on disk is the latest. */
function writer(path: string, contents: () => v.InferOutput<typeof file>): () => Promise<void> {
  let before = Promise.resolve();
  return () => {
    const now = before.then(() => writePrivately(path, `${JSON.stringify(contents(), undefined, 2)}\n`));
    before = now.catch(() => undefined);
    return now;
  };
}

function put<Row>(rows: Row[], isIt: (row: Row) => boolean, changed: Row | undefined): void {
  const at = rows.findIndex(isIt);
  const inPlace = changed === undefined ? [] : [changed];
  rows.splice(at < 0 ? rows.length : at, 1, ...inPlace);
}

/** A secret nobody guesses. */
export const randomText = (bytes: number) => randomBytes(bytes).toString('base64url');

/** Compares in a time that tells nothing. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function read(path: string, text: string): v.InferOutput<typeof file> {
  try {
    return v.parse(file, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is not {"clients":[…],"users":[…]}; mend it or start with --fresh`, { cause });
  }
}
