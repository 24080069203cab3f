import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/master-data-api/env.ts';
import { HttpFunction, type Route } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

interface Stacks {
  readonly data: DataStack;
  readonly delivery: Pick<DeliveryStack, 'outbound'>;
}

/** L4: tenants and master data in versions. */
export function addMasterDataRoutes(scope: Construct, api: HttpApi, { data, delivery }: Stacks): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, ROOT_SECRET_ARN } = data.names;
  const masterData = new HttpFunction(scope, {
    api,
    name: 'master-data-api',
    routes: [
      'GET /api/tenant',
      'PUT /api/tenant',
      ...routesOf('products', 'gtin'),
      ...routesOf('locations', 'gln'),
      ...routesOf('partners', 'partner'),
      'POST /api/imports/epcis',
      'GET /api/exports/epcis',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      ROOT_SECRET_ARN,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
    // An import writes its rows while its caller waits; the gateway waits 30 seconds.
    timeout: Duration.seconds(29),
    memorySize: 1024,
  });
  data.serials.grantReadData(masterData.function);
  data.ledger.grantReadData(masterData.function);
  data.registry.grantReadWriteData(masterData.function);
  data.deliveries.grantReadData(masterData.function);
  data.rootSecret.grantRead(masterData.function);
}

const routesOf = (plural: string, id: string): Route[] => {
  const one = `/api/${plural}/{${id}}` as const;
  return [
    `GET /api/${plural}`,
    `POST /api/${plural}/approvals`,
    `GET ${one}`,
    `PUT ${one}`,
    `DELETE ${one}`,
    `GET ${one}/versions`,
    `GET ${one}/versions/{version}`,
    `DELETE ${one}/versions/{version}`,
    `GET ${one}/difference`,
    `POST ${one}/submit`,
    `POST ${one}/approve`,
    `POST ${one}/reject`,
    `POST /api/imports/${plural}`,
    `GET /api/exports/${plural}`,
  ];
};
