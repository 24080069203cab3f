import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolDomain,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env as AdmitEnv } from '../../functions/admit-tenant/env.ts';
import type { Env as ClaimsEnv } from '../../functions/issue-claims/env.ts';
import { bundledFunction } from '../constructs/bundle.ts';
import type { DataStack } from './data.ts';

/** Who may come in: people by authorization code, machines by client credentials. Tenant and role travel as claims. */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  readonly consoleClient: UserPoolClient;
  /** Base URL of Cognito's hosted sign-in pages. */
  readonly hostedSignInUrl: string;

  constructor(scope: Construct, id: string, { data }: { data: DataStack }) {
    super(scope, id);
    this.userPool = peoplePool(this);
    const scopes = ['read', 'write'].map(
      (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: scopeName }),
    );
    const resourceServer = this.userPool.addResourceServer('api', { identifier: 'seriate', scopes });
    const domain = `seriate-${Aws.ACCOUNT_ID}`;
    new CfnUserPoolDomain(this, 'domain', { userPoolId: this.userPool.userPoolId, domain });
    this.hostedSignInUrl = `https://${domain}.auth.${Aws.REGION}.amazoncognito.com`;
    // Clients of machines are made by administrators of tenants (functions/people-api), not here.
    this.consoleClient = this.userPool.addClient('console', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [
          OAuthScope.OPENID,
          OAuthScope.PROFILE,
          ...scopes.map((scope) => OAuthScope.resourceServer(resourceServer, scope)),
        ],
      },
      // The page renews its hour for as long as a working day lasts. What it renews with is used once: a page keeps no secret (RFC 9700 §4.14.2).
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(8),
      refreshTokenRotationGracePeriod: Duration.minutes(1),
      // Who signs out has nothing renewed any more.
      enableTokenRevocation: true,
      // Such an application may not have the older flow that renews without a change; people come in by the hosted pages alone.
      authFlows: { userSrp: true },
      // Name and address are printed and written to in the tenant's name: nobody writes them about himself.
      writeAttributes: new ClientAttributes(),
      preventUserExistenceErrors: true,
    });
    addClaims(this, this.userPool, data);
    addAdmission(this, this.userPool, data);
  }
}

const peoplePool = (scope: Construct) =>
  new UserPool(scope, 'people', {
    // Access tokens carry claims of ours, those of machines too, from this plan on.
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { username: true },
    signInCaseSensitive: false,
    standardAttributes: { fullname: { mutable: true }, email: { mutable: true } },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: { minLength: 12 },
  });

/** What a token says of its holder is read from the registry whenever one is made. */
function addClaims(scope: Construct, pool: UserPool, data: DataStack): void {
  const { REGISTRY_TABLE } = data.names;
  const environment = { REGISTRY_TABLE } satisfies ClaimsEnv;
  // Cognito waits five seconds for it.
  const claims = bundledFunction(scope, { name: 'issue-claims', environment, timeout: Duration.seconds(5) });
  data.registry.grantReadData(claims);
  pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, claims, LambdaVersion.V3_0);
}

/** How a tenant comes in: invoked by whoever runs the installation, with rights in the account. No route leads there. */
function addAdmission(scope: Construct, pool: UserPool, data: DataStack): void {
  const { REGISTRY_TABLE } = data.names;
  const environment = {
    REGISTRY_TABLE,
    RATE_LIMITS_TABLE: data.limits.tableName,
    USER_POOL_ID: pool.userPoolId,
  } satisfies AdmitEnv;
  const admit = bundledFunction(scope, { name: 'admit-tenant', environment, timeout: Duration.seconds(29) });
  data.registry.grantReadWriteData(admit);
  data.limits.grant(admit, 'dynamodb:UpdateItem');
  admit.addToRolePolicy(
    new PolicyStatement({ actions: ['cognito-idp:AdminCreateUser'], resources: [pool.userPoolArn] }),
  );
  new CfnOutput(scope, 'AdmitTenant', {
    description: 'Function that lets a tenant in: docs/people.md',
    value: admit.functionName,
  });
}
