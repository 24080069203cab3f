import {
  AddUserPoolClientSecretCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  ListUserPoolClientSecretsCommand,
  ResourceNotFoundException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

/** How a person is told apart and reached. Rights are not the pool's to know: they are rows (`store/members.ts`). */
export interface PoolPerson {
  readonly username: string;
  readonly name: string;
  readonly email: string;
}

/** A machine client as whoever looks through the pool finds it. Its role may be changed later: that is a row. */
export interface PoolMachine {
  readonly tenant: string;
  readonly role: string;
  readonly id: string;
}

export type UserPool = ReturnType<typeof userPool>;

interface Here {
  readonly client: CognitoIdentityProviderClient;
  readonly UserPoolId: string;
}

/**
 * Who can prove who he is: the user pool of Amazon Cognito. Every command may be sent again: what is done already is no error.
 *
 * @param poolId `us-east-1_AbCdEfGhI`
 */
export function userPool(poolId: string, client = new CognitoIdentityProviderClient()) {
  const here = { client, UserPoolId: poolId };
  return {
    /** Invites a person; the pool sends him a password for his first sign-in. Who is there already is left as he is. */
    invite: (person: PoolPerson) => invite(here, person),
    /** Brings name, address and whether he may sign in at all to what is said. */
    keep: (person: PoolPerson, maySignIn: boolean) => keep(here, person, maySignIn),
    removePerson: (Username: string) =>
      unlessGone(() => client.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username }))),
    makeClient: (machine: PoolMachine, scopes: readonly string[]) => makeClient(here, machine, scopes),
    removeClient: (ClientId: string) =>
      unlessGone(() => client.send(new DeleteUserPoolClientCommand({ UserPoolId: poolId, ClientId }))),
    /** A new secret for a client. Those before it stop working at once, unless the newest of them is kept. */
    rotateSecret: (clientId: string, keepPrevious: boolean) => rotateSecret(here, clientId, keepPrevious),
  };
}

async function invite({ client, UserPoolId }: Here, person: PoolPerson): Promise<void> {
  const { username: Username } = person;
  const asked = {
    UserPoolId,
    Username,
    UserAttributes: attributesOf(person),
    DesiredDeliveryMediums: ['EMAIL' as const],
  };
  try {
    await client.send(new AdminCreateUserCommand(asked));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
}

async function keep({ client, UserPoolId }: Here, person: PoolPerson, maySignIn: boolean): Promise<void> {
  const { username: Username } = person;
  const UserAttributes = attributesOf(person);
  await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
  await client.send(
    maySignIn
      ? new AdminEnableUserCommand({ UserPoolId, Username })
      : // It revokes the tokens by which new ones are fetched, too.
        new AdminDisableUserCommand({ UserPoolId, Username }),
  );
}

const attributesOf = ({ name, email }: PoolPerson) => [
  { Name: 'name', Value: name },
  { Name: 'email', Value: email },
  // An administrator vouches for it; without that a forgotten password could not be set anew.
  { Name: 'email_verified', Value: 'true' },
];

async function makeClient({ client, UserPoolId }: Here, { tenant, role, id }: PoolMachine, scopes: readonly string[]) {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      // [\w\s+=,.@-], 128 at most (API reference, CreateUserPoolClient): a slash is refused.
      ClientName: `${tenant} ${role} ${id}`.slice(0, 128),
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: scopes.map((scope) => `seriate/${scope}`),
      EnableTokenRevocation: true,
    }),
  );
  const { ClientId: clientId, ClientSecret: clientSecret } = UserPoolClient ?? {};
  if (clientId === undefined || clientSecret === undefined) throw new Error('the user pool made no client');
  return { clientId, clientSecret };
}

/** A client has two secrets at most. */
async function rotateSecret({ client, UserPoolId }: Here, ClientId: string, keepPrevious: boolean): Promise<string> {
  const whose = { UserPoolId, ClientId };
  const { ClientSecrets = [] } = await client.send(new ListUserPoolClientSecretsCommand(whose));
  const newestFirst = ClientSecrets.toSorted(
    (a, b) => (b.ClientSecretCreateDate?.getTime() ?? 0) - (a.ClientSecretCreateDate?.getTime() ?? 0),
  );
  const remove = async (from: number, to?: number) => {
    for (const { ClientSecretId } of newestFirst.slice(from, to))
      if (ClientSecretId !== undefined)
        await unlessGone(() => client.send(new DeleteUserPoolClientSecretCommand({ ...whose, ClientSecretId })));
  };
  await remove(1);
  const { ClientSecretDescriptor } = await client.send(new AddUserPoolClientSecretCommand(whose));
  if (!keepPrevious) await remove(0, 1);
  const made = ClientSecretDescriptor?.ClientSecretValue;
  if (made === undefined) throw new Error('the user pool made no secret');
  return made;
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof UserNotFoundException || error instanceof ResourceNotFoundException)) throw error;
  }
}
