import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/mappings-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';

/** L5: how documents of partners are made of events, and events of them. */
export function addMappingRoutes(scope: Construct, api: HttpApi, { data }: { data: DataStack }): void {
  const { LEDGER_TABLE, REGISTRY_TABLE } = data.names;
  const one = '/api/mappings/{name}';
  const { function: mappings } = new HttpFunction(scope, {
    api,
    name: 'mappings-api',
    routes: [
      'GET /api/mappings',
      `GET ${one}`,
      `PUT ${one}`,
      `DELETE ${one}`,
      `GET ${one}/versions`,
      `GET ${one}/versions/{version}`,
      `DELETE ${one}/versions/{version}`,
      `GET ${one}/difference`,
      `POST ${one}/preview`,
      `POST ${one}/test`,
      `POST ${one}/submit`,
      `POST ${one}/approve`,
      `POST ${one}/reject`,
    ],
    environment: { LEDGER_TABLE, REGISTRY_TABLE } satisfies Env,
    // Twenty samples are run, or a hundred events written, while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
    memorySize: 1024,
  });
  data.registry.grantReadData(mappings);
  // Versions, samples under the hash of their content, the audit trail: rows are put, and none is removed.
  data.registry.grant(mappings, 'dynamodb:PutItem', 'dynamodb:BatchWriteItem');
  // Events that somebody wants to see written.
  data.ledger.grantReadData(mappings);
}
