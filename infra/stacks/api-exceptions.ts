import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/exceptions-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';

/** L4: contradictions among captured events, how the lines stand, the health of the tenant, and how all of it stands. */
export function addExceptionRoutes(scope: Construct, api: HttpApi, { data }: { data: DataStack }): void {
  const { REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const exceptions = new HttpFunction(scope, {
    api,
    name: 'exceptions-api',
    routes: [
      'GET /api/exceptions',
      'GET /api/exceptions/{exceptionId}',
      'POST /api/exceptions/{exceptionId}/assign',
      'POST /api/exceptions/{exceptionId}/resolve',
      'POST /api/exceptions/{exceptionId}/reopen',
      'GET /api/sites',
      'GET /api/lines',
      'GET /api/overview',
      'GET /api/tenant/health',
    ],
    environment: { REGISTRY_TABLE, DELIVERIES_TABLE } satisfies Env,
  });
  data.registry.grantReadData(exceptions.function);
  // The audit trail grows only.
  data.registry.grant(exceptions.function, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(exceptions.function);
}
