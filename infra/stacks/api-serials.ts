import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/serial-requests/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';

/** L4: serial allocation. */
export function addSerialRoutes(scope: Construct, api: HttpApi, { data }: { data: DataStack }): void {
  const { SERIALS_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } = data.names;
  const serials = new HttpFunction(scope, {
    api,
    name: 'serial-requests',
    routes: ['POST /api/serial-requests', 'GET /api/serial-requests/{requestId}/serials'],
    environment: { SERIALS_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } satisfies Env,
  });
  data.serials.grantReadWriteData(serials.function);
  data.registry.grantReadData(serials.function);
  data.rootSecret.grantRead(serials.function);
}
