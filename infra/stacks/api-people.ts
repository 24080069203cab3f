import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env as GrantsEnv } from '../../functions/grants-api/env.ts';
import type { Env as PeopleEnv } from '../../functions/people-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { IdentityStack } from './identity.ts';

/** L4: who belongs to a tenant, whom it trusts, and what its people changed. */
export function addPeopleRoutes(
  scope: Construct,
  api: HttpApi,
  { data, identity }: { data: DataStack; identity: IdentityStack },
): void {
  const { REGISTRY_TABLE } = data.names;
  const people = new HttpFunction(scope, {
    api,
    name: 'people-api',
    routes: [
      'GET /api/users',
      'GET /api/users/{username}',
      'PUT /api/users/{username}',
      'DELETE /api/users/{username}',
      'GET /api/clients',
      'POST /api/clients',
      'GET /api/clients/{client}',
      'PUT /api/clients/{client}',
      'DELETE /api/clients/{client}',
      'POST /api/clients/{client}/secret',
      'GET /api/audit',
    ],
    environment: {
      REGISTRY_TABLE,
      USER_POOL_ID: identity.userPool.userPoolId,
      RATE_LIMITS_TABLE: data.limits.tableName,
    } satisfies PeopleEnv,
  });
  data.registry.grantReadWriteData(people.function);
  people.function.addToRolePolicy(
    new PolicyStatement({ actions: poolActions, resources: [identity.userPool.userPoolArn] }),
  );

  const grants = new HttpFunction(scope, {
    api,
    name: 'grants-api',
    routes: ['GET /api/grants', 'PUT /api/grants/{grantee}'],
    environment: { REGISTRY_TABLE } satisfies GrantsEnv,
  });
  data.registry.grantReadWriteData(grants.function);
}

/** The commands of `functions/common/user-pool.ts`. */
const poolActions = [
  'AdminCreateUser',
  'AdminDeleteUser',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminUpdateUserAttributes',
  'AddUserPoolClientSecret',
  'CreateUserPoolClient',
  'DeleteUserPoolClient',
  'DeleteUserPoolClientSecret',
  'ListUserPoolClientSecrets',
].map((action) => `cognito-idp:${action}`);
