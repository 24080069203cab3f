import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/lots-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L4: orders and lots. */
export function addLotRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { SERIALS_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const lots = new HttpFunction(scope, {
    api,
    name: 'lots-api',
    routes: [
      'GET /api/orders',
      'POST /api/orders',
      'GET /api/lots',
      'GET /api/lots/{lot}',
      'POST /api/lots/{lot}/release',
    ],
    environment: {
      SERIALS_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      PLAN_QUEUE_URL: delivery.plan.queue.queueUrl,
    } satisfies Env,
  });
  data.serials.grantReadData(lots.function);
  data.registry.grantReadWriteData(lots.function);
  data.deliveries.grantWriteData(lots.function);
  delivery.plan.queue.grantSendMessages(lots.function);
  lots.function.addToRolePolicy(
    new PolicyStatement({
      actions: ['iot:Publish'],
      resources: [Stack.of(scope).formatArn({ service: 'iot', resource: 'topic', resourceName: 'seriate/*/orders' })],
    }),
  );
}
