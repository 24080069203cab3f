import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env as DeliveriesEnv } from '../../functions/deliveries-api/env.ts';
import type { Env as StatementsEnv } from '../../functions/statements-api/env.ts';
import type { Env as VerifyEnv } from '../../functions/verify-api/env.ts';
import type { Env as RequestsEnv } from '../../functions/vrs-requests/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import { grantVrsSecrets, type VrsStack } from './vrs.ts';

/** L5: what was told to whom, and verification for trading partners (GS1 lightweight messaging). */
export function addNetworkRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const deliveries = new HttpFunction(scope, {
    api,
    name: 'deliveries-api',
    routes: [
      'GET /api/deliveries',
      'GET /api/deliveries/{deliveryId}',
      'POST /api/deliveries/{deliveryId}/resend',
      'POST /api/deliveries/{deliveryId}/hold',
      'POST /api/deliveries/{deliveryId}/unhold',
      'POST /api/deliveries/{deliveryId}/cancel',
      'POST /api/deliveries/{deliveryId}/close',
      'POST /api/deliveries/{deliveryId}/correct',
      'PUT /api/deliveries/{deliveryId}/facts',
      'GET /api/lots/{lot}/submissions',
      'POST /api/products/{gtin}/market-withdrawals',
      'GET /api/products/{gtin}/market-withdrawals',
      'GET /api/regulator-accesses',
      'PUT /api/regulator-accesses/{market}',
      'GET /api/regulator-notices',
      'GET /api/regulator-notices/{noticeId}',
      'GET /api/regulator-errors',
    ],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      REGULATOR_QUEUE_URL: delivery.regulator.queue.queueUrl,
      PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies DeliveriesEnv,
  });
  data.registry.grantReadData(deliveries.function);
  // The audit trail grows only.
  data.registry.grant(deliveries.function, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(deliveries.function);
  data.documents.grantRead(deliveries.function, '*/evidence/*');
  delivery.regulator.queue.grantSendMessages(deliveries.function);
  delivery.partner.queue.grantSendMessages(deliveries.function);
  addStatementRoutes(scope, api, { data, delivery });

  const verify = new HttpFunction(scope, {
    api,
    name: 'verify-api',
    routes: ['GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}', 'GET /vrs/checkConnectivity'],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      OUTBOUND: delivery.outbound,
    } satisfies VerifyEnv,
  });
  data.grantLedgerRead(verify.function);
  // Cases of suspect product; exceptions of packs that do not verify.
  data.deliveries.grantReadData(verify.function);
  data.deliveries.grant(verify.function, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
  grantVrsSecrets(Stack.of(scope), verify.function);
}

/** L5: what regulators are told by hand. */
function addStatementRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = delivery.regulator;
  const { function: states } = new HttpFunction(scope, {
    api,
    name: 'statements-api',
    routes: ['GET /api/regulators/{market}/statements', 'POST /api/statements'],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      REGULATOR_QUEUE_URL: queue.queueUrl,
    } satisfies StatementsEnv,
    // What thousands of things hold is looked up while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
    memorySize: 1024,
  });
  data.grantLedgerRead(states);
  // A statement stands for good, and so does its line in the audit trail.
  data.registry.grant(states, 'dynamodb:PutItem');
  data.deliveries.grantReadData(states);
  data.deliveries.grant(states, 'dynamodb:PutItem');
  data.documents.grantPut(states, '*/told/*');
  queue.grantSendMessages(states);
}

/** L5: verification of packs of others, and the directory of who answers for them. */
export function addVrsRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, vrs }: { data: DataStack; delivery: DeliveryStack; vrs: VrsStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = vrs.sender;
  const { function: asks } = new HttpFunction(scope, {
    api,
    name: 'vrs-requests',
    routes: [
      'POST /api/verifications',
      'GET /api/verifications',
      'GET /api/verifications/{id}',
      'POST /api/verifications/{id}/retry',
      'POST /api/verifications/{id}/close',
      'GET /api/vrs/directory',
      'PUT /api/vrs/directory/{of}',
      'DELETE /api/vrs/directory/{of}',
      'POST /api/vrs/directory/fetch',
      'GET /api/vrs/settings',
      'PUT /api/vrs/settings',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      VRS_QUEUE_URL: queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies RequestsEnv,
    // A responder is asked four times at most while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
  });
  data.grantLedgerRead(asks);
  data.registry.grant(asks, 'dynamodb:PutItem', 'dynamodb:DeleteItem');
  data.deliveries.grantReadWriteData(asks);
  data.documents.grantRead(asks, '*/evidence/*');
  data.documents.grantPut(asks, '*/evidence/*');
  queue.grantSendMessages(asks);
  grantVrsSecrets(Stack.of(scope), asks);
}
