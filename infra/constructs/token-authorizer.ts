import { Duration } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/authorize/env.ts';
import type { DataStack } from '../stacks/data.ts';
import type { IdentityStack } from '../stacks/identity.ts';
import { bundledFunction } from './bundle.ts';

/** How long the gateway believes what it heard of a token: whoever loses his rights keeps them so long at most. */
const BELIEVED = Duration.seconds(60);

/**
 * Who calls, for every route that asks. Not the gateway's own JWT authorizer: that one lists the clients it takes in the template, and tenants
 * make clients while it runs.
 */
export function tokenAuthorizer(scope: Construct, { data, identity }: { data: DataStack; identity: IdentityStack }) {
  const { REGISTRY_TABLE } = data.names;
  const authorize = bundledFunction(scope, {
    name: 'authorize',
    environment: {
      REGISTRY_TABLE,
      TOKEN_ISSUER: identity.userPool.userPoolProviderUrl,
      PEOPLES_CLIENTS: identity.consoleClient.userPoolClientId,
    } satisfies Env,
  });
  data.registry.grantReadData(authorize);
  return new HttpLambdaAuthorizer('token', authorize, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.Authorization'],
    resultsCacheTtl: BELIEVED,
  });
}
