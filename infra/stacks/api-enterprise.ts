import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env as LotsEnv } from '../../functions/lots-api/env.ts';
import type { Env as MasterDataEnv } from '../../functions/master-data-api/env.ts';
import type { Env as SerialsEnv } from '../../functions/serial-requests/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L4: serial allocation, master data, orders and lots. */
export function addEnterpriseRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { SERIALS_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, ROOT_SECRET_ARN } = data.names;
  const serials = new HttpFunction(scope, {
    api,
    name: 'serial-requests',
    routes: ['POST /api/serial-requests', 'GET /api/serial-requests/{requestId}/serials'],
    environment: { SERIALS_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } satisfies SerialsEnv,
  });
  data.serials.grantReadWriteData(serials.function);
  data.registry.grantReadData(serials.function);
  data.rootSecret.grantRead(serials.function);

  const masterData = new HttpFunction(scope, {
    api,
    name: 'master-data-api',
    routes: [
      'GET /api/tenant',
      'PUT /api/tenant',
      'GET /api/products',
      'PUT /api/products/{gtin}',
      'GET /api/partners',
      'PUT /api/partners/{partner}',
      'GET /api/grants',
      'PUT /api/grants/{grantee}',
      'GET /api/pools/{pool}',
      'PUT /api/pools/{pool}',
    ],
    environment: { SERIALS_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } satisfies MasterDataEnv,
  });
  data.serials.grantReadWriteData(masterData.function);
  data.registry.grantReadWriteData(masterData.function);
  data.rootSecret.grantRead(masterData.function);

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
    } satisfies LotsEnv,
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
