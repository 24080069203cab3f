import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Provider, type Providers, type Resource, readProperties } from '../provider.ts';

/** The application through which people come in. */
export interface PeoplesClient {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

/** What the user pools of the template amount to; it grows while they are created. */
export interface UserPools {
  /** Ids of all user pool clients: who a token is for. */
  readonly audience: string[];
  readonly peoplesClients: PeoplesClient[];
  /** Id of the user pool. */
  id?: string;
  /** ARN of the function that is asked what tokens say; a template may have none. */
  claimsFunction?: string;
  /** `identifier/scope` of every resource server. */
  readonly scopes: string[];
}

/** Providers of user pools and what belongs to them. `begin` is awaited with the host before each resource. */
export function userPoolProviders(pools: UserPools, begin: Begin): Providers {
  return {
    'AWS::Cognito::UserPool': poolProvider(begin, pools),
    'AWS::Cognito::UserPoolClient': clientProvider(begin, pools),
    'AWS::Cognito::UserPoolResourceServer': resourceServerProvider(begin, pools),
    'AWS::Cognito::UserPoolDomain': domainProvider,
  };
}

type Begin = (host: Parameters<Provider['create']>[1]) => Promise<void>;

/** Ids as Cognito makes them, but the same at every start, so that a token issued before is still for this audience. */
const idOf = ({ stack, logicalId }: Resource, length: number) =>
  BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
    .toString(36)
    .slice(0, length);

const poolShape = v.object({
  LambdaConfig: v.optional(
    v.object({
      PreTokenGenerationConfig: v.optional(
        v.object({
          LambdaArn: v.string(),
          LambdaVersion: v.literal('V3_0', 'only version 3 of the trigger is called locally'),
        }),
      ),
    }),
    {},
  ),
});

const poolProvider = (begin: Begin, pools: UserPools): Provider => ({
  create: async (resource, host) => {
    await begin(host);
    const ref = `${host.region}_${idOf(resource, 9)}`;
    const { LambdaArn } = readProperties(poolShape, resource).LambdaConfig.PreTokenGenerationConfig ?? {};
    pools.id = ref;
    if (LambdaArn !== undefined) pools.claimsFunction = LambdaArn;
    return {
      ref,
      UserPoolId: ref,
      Arn: `arn:aws:cognito-idp:${host.region}:${host.account}:userpool/${ref}`,
      ProviderName: new URL(host.url).host,
      ProviderURL: host.url,
    };
  },
});

const list = v.optional(v.array(v.string()), []);
const clientShape = v.object({
  AllowedOAuthFlows: list,
  AllowedOAuthScopes: list,
  CallbackURLs: list,
  LogoutURLs: list,
  GenerateSecret: v.optional(v.unknown()),
});

const clientProvider = (begin: Begin, { audience, peoplesClients }: UserPools): Provider => ({
  create: async (resource, host) => {
    await begin(host);
    const wanted = readProperties(clientShape, resource);
    const clientId = idOf(resource, 26);
    audience.push(clientId);
    if (wanted.AllowedOAuthFlows.includes('code'))
      peoplesClients.push({
        clientId,
        scopes: wanted.AllowedOAuthScopes,
        callbackUrls: withLocal(wanted.CallbackURLs, host.url),
        logoutUrls: withLocal(wanted.LogoutURLs, host.url),
      });
    return { ref: clientId, ClientId: clientId };
  },
});

/** The template's own URLs, the same paths on this machine, and the console's page. */
const withLocal = (urls: readonly string[], here: string): string[] => [
  ...new Set([...urls, ...urls.map((url) => new URL(new URL(url).pathname, here).href), `${here}/`]),
];

const resourceServerShape = v.object({
  Identifier: v.string(),
  Scopes: v.optional(v.array(v.object({ ScopeName: v.string() })), []),
});

const resourceServerProvider = (begin: Begin, { scopes }: UserPools): Provider => ({
  create: async (resource, host) => {
    await begin(host);
    const { Identifier, Scopes } = readProperties(resourceServerShape, resource);
    scopes.push(...Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`));
    return { ref: Identifier };
  },
});

const domainProvider: Provider = {
  create: async (resource) => ({ ref: readProperties(v.object({ Domain: v.string() }), resource).Domain }),
};
