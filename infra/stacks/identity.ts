import { Aws, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolDomain,
  ClientAttributes,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

/** Who may come in: people by authorization code, machines by client credentials. Tenant and role travel as claims. */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  readonly clients: UserPoolClient[];
  readonly consoleClient: UserPoolClient;
  /** Base URL of Cognito's hosted sign-in pages. */
  readonly hostedSignInUrl: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.userPool = new UserPool(this, 'people', {
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 12 },
      customAttributes: {
        tenant: new StringAttribute({ mutable: false }),
        role: new StringAttribute({ mutable: true }),
      },
    });
    const scopes = ['read', 'write'].map(
      (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: scopeName }),
    );
    const resourceServer = this.userPool.addResourceServer('api', { identifier: 'seriate', scopes });
    const domain = `seriate-${Aws.ACCOUNT_ID}`;
    new CfnUserPoolDomain(this, 'domain', { userPoolId: this.userPool.userPoolId, domain });
    this.hostedSignInUrl = `https://${domain}.auth.${Aws.REGION}.amazoncognito.com`;
    const apiScopes = scopes.map((scope) => OAuthScope.resourceServer(resourceServer, scope));
    // Tenant and role decide rights: nobody writes them about himself.
    const writeAttributes = new ClientAttributes().withStandardAttributes({ email: true });
    const machine = this.userPool.addClient('machines', {
      generateSecret: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: apiScopes,
      },
    });
    this.consoleClient = this.userPool.addClient('console', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, ...apiScopes],
      },
      writeAttributes,
      preventUserExistenceErrors: true,
    });
    this.clients = [machine, this.consoleClient];
  }
}
