import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env as AcceptEnv } from '../../functions/accept-invitation/env.ts';
import type { Env as OnboardingEnv } from '../../functions/onboarding-api/env.ts';
import type { Env as DoorEnv } from '../../functions/partner-door/env.ts';
import type { Env as TestsEnv } from '../../functions/partner-tests/env.ts';
import type { Env as SftpEnv } from '../../functions/partner-tests-sftp/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import { signInUrl } from '../constructs/sign-in-url.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { IdentityStack } from './identity.ts';

interface Stacks {
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly delivery: DeliveryStack;
}

/** L5: partners come on board, by our side and by theirs. */
export function addOnboardingRoutes(scope: Construct, api: HttpApi, stacks: Stacks): void {
  ourSide(scope, api, stacks);
  theDoor(scope, api, stacks);
  partnersSide(scope, api, stacks);
  tests(scope, api, stacks);
}

function ourSide(scope: Construct, api: HttpApi, { data, delivery }: Stacks): void {
  const { REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const { function: ours } = new HttpFunction(scope, {
    api,
    name: 'onboarding-api',
    routes: [
      'POST /api/partners/{partner}/invitation',
      'GET /api/onboardings',
      'GET /api/onboardings/{partner}',
      'POST /api/onboardings/{partner}/approve',
      'POST /api/onboardings/{partner}/return',
      'POST /api/onboardings/{partner}/suspend',
      'POST /api/onboardings/{partner}/resume',
      'POST /api/onboardings/{partner}/withdraw',
    ],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
    } satisfies OnboardingEnv,
  });
  data.registry.grantReadWriteData(ours);
  // How it goes with a partner that is new.
  data.deliveries.grantReadData(ours);
  // Who waits for one that is resumed is called: out of the line, and due at once.
  data.deliveries.grant(ours, 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
  delivery.partner.queue.grantSendMessages(ours);
}

/** Without a token: an invitation is what lets its holder in. It makes machine clients, and reads and writes nothing else of a tenant. */
function theDoor(scope: Construct, api: HttpApi, { data, identity }: Stacks): void {
  const { function: door } = new HttpFunction(scope, {
    api,
    open: true,
    name: 'accept-invitation',
    routes: ['POST /partner/accept'],
    environment: {
      REGISTRY_TABLE: data.names.REGISTRY_TABLE,
      RATE_LIMITS_TABLE: data.limits.tableName,
      USER_POOL_ID: identity.userPool.userPoolId,
      SIGN_IN_URL: signInUrl(scope, identity),
    } satisfies AcceptEnv,
  });
  data.registry.grant(door, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  data.limits.grant(door, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  door.addToRolePolicy(new PolicyStatement({ actions: clientActions, resources: [identity.userPool.userPoolArn] }));
}

/** Of `functions/common/user-pool.ts` those that make machine clients. */
const clientActions = [
  'AddUserPoolClientSecret',
  'CreateUserPoolClient',
  'DeleteUserPoolClient',
  'DeleteUserPoolClientSecret',
  'ListUserPoolClientSecrets',
].map((action) => `cognito-idp:${action}`);

function partnersSide(scope: Construct, api: HttpApi, { data, delivery }: Stacks): void {
  const { REGISTRY_TABLE, ROOT_SECRET_ARN } = data.names;
  const { function: theirs } = new HttpFunction(scope, {
    api,
    name: 'partner-door',
    routes: [
      'GET /partner/profile',
      'PUT /partner/profile',
      'PUT /partner/channel',
      'GET /partner/ours',
      'POST /partner/message-test',
      'POST /partner/approve',
    ],
    environment: { REGISTRY_TABLE, ROOT_SECRET_ARN, OUTBOUND: delivery.outbound } satisfies DoorEnv,
  });
  data.registry.grantReadData(theirs);
  // Test files that were fetched are dropped once they are judged.
  data.registry.grant(theirs, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
  data.rootSecret.grantRead(theirs);
}

/** What reaches out to a partner. SSH takes as much room as all else together, so it has a function of its own. */
function tests(scope: Construct, api: HttpApi, { data, delivery }: Stacks): void {
  const { REGISTRY_TABLE, ROOT_SECRET_ARN } = data.names;
  const environment = { REGISTRY_TABLE, ROOT_SECRET_ARN, OUTBOUND: delivery.outbound } satisfies TestsEnv & SftpEnv;
  // A partner's server is called while the caller waits; the gateway waits 30 s.
  const common = { api, environment, timeout: Duration.seconds(29) };
  const { function: others } = new HttpFunction(scope, {
    ...common,
    name: 'partner-tests',
    routes: ['POST /partner/connection-test', 'POST /partner/test-message'],
  });
  const { function: sftp } = new HttpFunction(scope, {
    ...common,
    name: 'partner-tests-sftp',
    routes: [
      'POST /partner/sftp/connection-test',
      'POST /partner/sftp/test-message',
      'POST /partner/sftp/message-test',
    ],
  });
  for (const fn of [others, sftp]) {
    data.registry.grantReadData(fn);
    // History and audit trail grow only; the partnership's row is put on condition of its version; who has passed its test is found by its AS2 name no more.
    data.registry.grant(fn, 'dynamodb:PutItem', 'dynamodb:DeleteItem');
    data.rootSecret.grantRead(fn);
  }
}
