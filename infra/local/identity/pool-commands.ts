import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type Credentials, type MachineClient, randomText, type User } from './credentials.ts';

/** An error in Cognito's words. */
export class PoolError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** One command of Cognito's administration: its members in, its members out. */
export type Command = (credentials: Credentials, asked: object) => Promise<object>;

const attributes = v.optional(v.array(v.object({ Name: v.string(), Value: v.string() })), []);
const ofUser = v.object({ Username: v.string(), UserAttributes: attributes });
const ofClient = v.object({ ClientId: v.string(), ClientSecretId: v.optional(v.string()) });
/** As Cognito takes a name (CreateUserPoolClient, ClientName). */
const clientName = v.pipe(v.string(), v.regex(/^[\w\s+=,.@-]{1,128}$/));
const newClient = v.object({ ClientName: v.string(), AllowedOAuthScopes: v.optional(v.array(v.string()), []) });

/**
 * Commands over the file of this machine. A person who is invited gets a password in that file: nobody is written to, and the first password
 * stays.
 */
export const poolCommands: Readonly<Record<string, Command>> = {
  async AdminCreateUser(credentials, asked) {
    const { Username, UserAttributes } = v.parse(ofUser, asked);
    if (credentials.user(Username)) throw new PoolError('UsernameExistsException', 'User account already exists');
    const user = withAttributes({ username: Username, password: randomText(15) }, UserAttributes);
    await credentials.putUser(Username, user);
    return { User: { Username, Attributes: UserAttributes, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } };
  },
  async AdminUpdateUserAttributes(credentials, asked) {
    const { Username, UserAttributes } = v.parse(ofUser, asked);
    await credentials.putUser(Username, withAttributes(userOf(credentials, Username), UserAttributes));
    return {};
  },
  AdminEnableUser: (credentials, asked) => setDisabled(credentials, asked, false),
  AdminDisableUser: (credentials, asked) => setDisabled(credentials, asked, true),
  async AdminDeleteUser(credentials, asked) {
    const { Username } = v.parse(ofUser, asked);
    userOf(credentials, Username);
    await credentials.putUser(Username, undefined);
    return {};
  },
  async CreateUserPoolClient(credentials, asked) {
    const { ClientName: name, AllowedOAuthScopes: scopes } = v.parse(newClient, asked);
    if (!v.is(clientName, name))
      throw new PoolError('InvalidParameterException', `${name} fails [\\w\\s+=,.@-]+ with 128 characters at most`);
    const clientId = BigInt(`0x${randomBytes(20).toString('hex')}`)
      .toString(36)
      .slice(0, 26);
    const clientSecret = randomText(32);
    await credentials.putClient(clientId, { ...ownerIn(name), name, clientId, clientSecret, scopes });
    return { UserPoolClient: { ClientId: clientId, ClientSecret: clientSecret, ClientName: name } };
  },
  async DeleteUserPoolClient(credentials, asked) {
    const { clientId } = clientOf(credentials, asked);
    await credentials.putClient(clientId, undefined);
    return {};
  },
  async ListUserPoolClientSecrets(credentials, asked) {
    const { previousSecret, clientSecret } = clientOf(credentials, asked);
    const secrets = [previousSecret, clientSecret].filter((one) => one !== undefined);
    return { ClientSecrets: secrets.map((one, i) => ({ ClientSecretId: idOf(one), ClientSecretCreateDate: i + 1 })) };
  },
  async AddUserPoolClientSecret(credentials, asked) {
    const client = clientOf(credentials, asked);
    if (client.previousSecret !== undefined)
      throw new PoolError('LimitExceededException', 'The client has two secrets already.');
    const made = randomText(32);
    const { clientId, clientSecret: previousSecret } = client;
    await credentials.putClient(clientId, { ...client, clientSecret: made, previousSecret });
    return {
      ClientSecretDescriptor: { ClientSecretId: idOf(made), ClientSecretValue: made, ClientSecretCreateDate: 2 },
    };
  },
  async DeleteUserPoolClientSecret(credentials, asked) {
    const { previousSecret, ...client } = clientOf(credentials, asked);
    const { ClientSecretId } = v.parse(ofClient, asked);
    if (previousSecret === undefined)
      throw new PoolError('InvalidParameterException', 'The last secret of a client cannot be deleted.');
    const left = ClientSecretId === idOf(previousSecret) ? client.clientSecret : previousSecret;
    await credentials.putClient(client.clientId, { ...client, clientSecret: left });
    return {};
  },
};

/** Tenant and role of a client, as its name begins with them; for whoever looks for it in the file. */
function ownerIn(name: string): Pick<MachineClient, 'tenant' | 'role'> {
  const [tenant, role, id] = name.split(' ');
  return tenant === undefined || role === undefined || id === undefined ? {} : { tenant, role };
}

async function setDisabled(credentials: Credentials, asked: object, disabled: boolean): Promise<object> {
  const { Username } = v.parse(ofUser, asked);
  await credentials.putUser(Username, { ...userOf(credentials, Username), disabled });
  return {};
}

function userOf(credentials: Credentials, username: string): User {
  const user = credentials.user(username);
  if (user === undefined) throw new PoolError('UserNotFoundException', 'User does not exist.');
  return user;
}

function clientOf(credentials: Credentials, asked: object): MachineClient {
  const { ClientId } = v.parse(ofClient, asked);
  const client = credentials.client(ClientId);
  if (client === undefined)
    throw new PoolError('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
  return client;
}

const idOf = (secret: string) => createHash('sha256').update(secret).digest('hex').slice(0, 32);

function withAttributes(user: User, given: readonly { Name: string; Value: string }[]): User {
  const said = (name: string) => given.find(({ Name }) => Name === name)?.Value;
  const [name, email] = [said('name') ?? user.name, said('email') ?? user.email];
  return { ...user, ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
}
