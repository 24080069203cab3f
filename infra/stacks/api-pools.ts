import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/pools-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { ImportStack } from './import.ts';

/** L4: serial pools, market code profiles and imported lists. */
export function addPoolRoutes(
  scope: Construct,
  api: HttpApi,
  { data, imports, delivery }: { data: DataStack; imports: ImportStack; delivery: DeliveryStack },
): void {
  const { SERIALS_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = imports.lists;
  const pools = new HttpFunction(scope, {
    api,
    name: 'pools-api',
    routes: [
      'GET /api/profiles',
      'GET /api/pools',
      'GET /api/pools/{pool}',
      'PUT /api/pools/{pool}',
      'PUT /api/pools/{pool}/settings',
      'POST /api/pools/{pool}/freeze',
      'POST /api/pools/{pool}/thaw',
      'POST /api/pools/{pool}/retire',
      'POST /api/pools/{pool}/rotate',
      'GET /api/pools/{pool}/imports',
      'GET /api/pools/{pool}/imports/{importId}',
      'PUT /api/pools/{pool}/imports/{importId}',
      'POST /api/pools/{pool}/imports/{importId}/upload',
      'POST /api/pools/{pool}/imports/{importId}/complete',
    ],
    environment: {
      SERIALS_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      POOL_KEY_ARN: data.poolKey.keyArn,
      IMPORT_QUEUE_URL: queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
    // A small list is brought in while its caller waits.
    timeout: Duration.seconds(29),
    memorySize: 1024,
  });
  data.serials.grantReadWriteData(pools.function);
  data.registry.grantReadData(pools.function);
  // The audit trail grows only.
  data.registry.grant(pools.function, 'dynamodb:PutItem');
  data.deliveries.grantWriteData(pools.function);
  data.documents.grantRead(pools.function, '*/lists/*');
  data.documents.grantPut(pools.function, '*/lists/*');
  // Keys are made here and not seen: whoever opens one has another right.
  data.poolKey.grant(pools.function, 'kms:GenerateDataKeyWithoutPlaintext');
  queue.grantSendMessages(pools.function);
}
