import * as v from 'valibot';
import { memberStates } from './member-states.ts';
import { type Role, roles } from './permissions.ts';

/** Who belongs to a tenant: people and machine clients. */
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const role = v.picklist(roles, 'is no role');
/** Roles of machines are for machines: nobody signs a release as a line. */
const personRoles = roles.filter((one) => one !== 'site' && one !== 'partner-api');

/** A user name is a person's for ever (21 CFR Part 11 §11.100): it is never given to somebody else. */
export const username = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9._+@-]{1,126}[a-z0-9]$/,
    'must be 3 to 128 lower-case letters, digits and . _ + - @, the first and last a letter or digit',
  ),
);

export const clientName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be at most 63 lower-case letters, digits and hyphens'),
);

const held = v.optional(v.picklist(['active', 'disabled']), 'active');

/** A person as an administrator wants him. */
export const wantedPerson = v.strictObject({
  role: v.picklist(personRoles, `must be one of ${personRoles.join(', ')}`),
  /** As printed beside his signatures. */
  name: words,
  /** Where the invitation and forgotten passwords go. */
  email: v.pipe(v.string(), v.email('must be an e-mail address'), v.maxLength(254)),
  state: held,
});
export type WantedPerson = v.InferOutput<typeof wantedPerson>;

const changed = { changedAt: v.string(), changedBy: v.string() };

/** A person as he stands. Of who was removed, name and address are forgotten and the user name is kept. */
export const person = v.object({
  username: v.string(),
  role,
  state: v.picklist(memberStates),
  name: v.optional(v.string()),
  email: v.optional(v.string()),
  ...changed,
});
export type Person = v.InferOutput<typeof person>;

const scope = v.picklist(['read', 'write']);

/** A new machine client, under an id that the caller chooses. */
export const newClient = v.strictObject({
  id: clientName,
  role,
  /** What it is, for people. */
  name: words,
  scopes: v.optional(v.pipe(v.array(scope), v.minLength(1)), ['read', 'write']),
  /** The partner whose it is: it sees and does what is that partner's, and nothing else. Only of role `partner-api`. */
  partner: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
});
export type NewClient = v.InferOutput<typeof newClient>;

export const clientChange = v.strictObject({
  role: v.optional(role),
  name: v.optional(words),
  state: v.optional(v.picklist(['active', 'disabled'])),
});

/** A machine client as it stands, without its secret. */
export const machineClient = v.object({
  id: v.string(),
  /** What it names itself at `POST /oauth2/token`. */
  clientId: v.string(),
  role,
  state: v.picklist(memberStates),
  name: v.string(),
  scopes: v.array(scope),
  /** The partner whose it is; it stays so. */
  partner: v.optional(v.string()),
  /** Of a partner's client: the tenant's own people who were ever told a secret of it. What it writes, each of them could have written. */
  secretTo: v.optional(v.array(v.string())),
  ...changed,
});
export type MachineClient = v.InferOutput<typeof machineClient>;

/** How a secret is rotated. */
export const rotation = v.strictObject({
  /** The secret before works on until the next rotation, so that the machine can be told the new one without a pause. */
  keepPrevious: v.optional(v.boolean(), false),
});

/** What counts against a tenant without administrators. A machine client that may only read administers nothing; people have no scopes of their own. */
export const isAdministrator = (
  member: { role: Role; state: string; scopes?: readonly string[] } | undefined,
): boolean =>
  member?.role === 'administrator' && member.state === 'active' && (member.scopes?.includes('write') ?? true);
