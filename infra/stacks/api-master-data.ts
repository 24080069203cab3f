import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/master-data-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';

/** L4: master data. */
export function addMasterDataRoutes(scope: Construct, api: HttpApi, { data }: { data: DataStack }): void {
  const { SERIALS_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } = data.names;
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
    environment: { SERIALS_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } satisfies Env,
  });
  data.serials.grantReadWriteData(masterData.function);
  data.registry.grantReadWriteData(masterData.function);
  data.rootSecret.grantRead(masterData.function);
}
