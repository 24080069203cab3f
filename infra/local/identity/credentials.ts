import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { readIfThere, writePrivately } from '../private-file.ts';

const client = v.object({
  tenant: v.string(),
  role: v.string(),
  clientId: v.string(),
  clientSecret: v.string(),
  scopes: v.array(v.string()),
});
const user = v.object({ tenant: v.string(), username: v.string(), password: v.string(), role: v.string() });
const file = v.object({ clients: v.array(client), users: v.array(user) });

export type MachineClient = v.InferOutput<typeof client>;
export type User = v.InferOutput<typeof user>;

/** Who should be there. A machine client is known by tenant and role, a person by user name; without `scopes` a client gets every scope there is. */
export interface Wanted {
  readonly clients: readonly { readonly tenant: string; readonly role: string; readonly scopes?: readonly string[] }[];
  readonly users: readonly { readonly tenant: string; readonly role: string; readonly username: string }[];
}

/** Who may come in on this machine. */
export interface Credentials {
  client(clientId: string): MachineClient | undefined;
  user(username: string): User | undefined;
  /** The person, when the password is theirs. */
  signIn(username: string, password: string): User | undefined;
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
    if (!clients.some((each) => each.tenant === tenant && each.role === role))
      clients.push({
        tenant,
        role,
        clientId: `${tenant}-${role}-${randomBytes(4).toString('hex')}`,
        clientSecret: randomText(32),
        scopes: [...scopes],
      });
  const users = [...kept.users];
  for (const { tenant, role, username } of wanted.users)
    if (!users.some((each) => each.username === username))
      users.push({ tenant, username, password: randomText(15), role });
  await writePrivately(path, `${JSON.stringify({ clients, users }, undefined, 2)}\n`);
  const userOf = (username: string) => users.find((each) => each.username === username);
  return {
    client: (clientId) => clients.find((each) => each.clientId === clientId),
    user: userOf,
    signIn(username, password) {
      const found = userOf(username);
      // Compared even when nobody has the name, so that the time taken tells nothing.
      return sameText(password, found?.password ?? randomText(15)) ? found : undefined;
    },
  };
}

const randomText = (bytes: number) => randomBytes(bytes).toString('base64url');

function sameText(a: string, b: string): boolean {
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
