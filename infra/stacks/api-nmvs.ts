import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/nmvs-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import { grantNmvsSecrets, type NmvsStack } from './nmvs.ts';

/** L5: national verification systems of the European Union. */
export function addNmvsRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, nmvs }: { data: DataStack; delivery: DeliveryStack; nmvs: NmvsStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = nmvs.sender;
  const { function: answers } = new HttpFunction(scope, {
    api,
    name: 'nmvs-api',
    routes: [
      'GET /api/nmvs/accesses',
      'PUT /api/nmvs/accesses/{country}',
      'POST /api/nmvs/packs',
      'POST /api/nmvs/bulk',
      'GET /api/nmvs/bulk/{id}',
      'POST /api/nmvs/mixed',
      'GET /api/nmvs/mixed/{id}',
      'GET /api/nmvs/mixed/{id}/packs',
      'GET /api/nmvs/transactions',
      'GET /api/nmvs/transactions/{id}',
      'POST /api/nmvs/transactions/{id}/retry',
      'GET /api/nmvs/alerts',
      'GET /api/nmvs/alerts/{alertId}',
      'POST /api/nmvs/alerts/{alertId}/state',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      NMVS_QUEUE_URL: queue.queueUrl,
      REGULATOR_LIMITS: delivery.limits,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
    // A pack is asked about three times at most while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
  });
  // Lots and packs that are named are held against our own.
  data.grantLedgerRead(answers);
  data.registry.grant(answers, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(answers);
  data.documents.grantRead(answers, '*/evidence/*');
  data.documents.grantPut(answers, '*/evidence/*');
  queue.grantSendMessages(answers);
  grantNmvsSecrets(Stack.of(scope), answers);
}
