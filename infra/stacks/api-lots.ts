import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/lots-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { IngestStack } from './ingest.ts';

/** L4: orders, lots with their reconciliation and release, recalls. */
export function addLotRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, ingest }: { data: DataStack; delivery: DeliveryStack; ingest: IngestStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const lots = new HttpFunction(scope, {
    api,
    name: 'lots-api',
    routes: [
      'GET /api/orders',
      'POST /api/orders',
      'GET /api/orders/{order}',
      'POST /api/orders/{order}/change',
      'POST /api/orders/{order}/cancel',
      'PUT /api/orders/{order}/standing',
      'GET /api/lots',
      'GET /api/lots/{lot}',
      'GET /api/lots/{lot}/reconciliation',
      'GET /api/lots/{lot}/reconciliation/{figure}',
      'POST /api/lots/{lot}/release',
      'GET /api/recalls',
      'POST /api/recalls',
      'GET /api/recalls/{recall}',
      'POST /api/recalls/{recall}/lift',
      'POST /api/imports/lots',
      'GET /api/exports/lots',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      PLAN_QUEUE_URL: delivery.plan.queue.queueUrl,
      CAPTURE_QUEUE_URL: ingest.capture.queue.queueUrl,
      PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
    } satisfies Env,
    timeout: Duration.seconds(29),
  });
  data.grantLedgerRead(lots.function);
  data.registry.grantWriteData(lots.function);
  data.deliveries.grantReadWriteData(lots.function);
  ingest.capture.queue.grantSendMessages(lots.function);
  delivery.plan.queue.grantSendMessages(lots.function);
  delivery.partner.queue.grantSendMessages(lots.function);
  lots.function.addToRolePolicy(
    new PolicyStatement({
      actions: ['iot:Publish'],
      resources: [Stack.of(scope).formatArn({ service: 'iot', resource: 'topic', resourceName: 'seriate/*/orders' })],
    }),
  );
}
