import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/query-api/env.ts';
import { HttpFunction, type Route } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';

/** Resources below which events are found by a value they have (EPCIS 2.0, REST binding). */
const resources = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'];

/** L4: the EPCIS repository is asked. */
export function addQueryRoutes(scope: Construct, api: HttpApi, { data }: { data: DataStack }): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const query = new HttpFunction(scope, {
    api,
    name: 'query-api',
    routes: [
      'GET /epcis',
      'GET /epcis/events',
      'GET /epcis/events/{eventID+}',
      ...resources.flatMap((resource): Route[] => [`GET /epcis/${resource}`, `GET /epcis/${resource}/{value+}`]),
      'GET /epcis/queries',
      'POST /epcis/queries',
      'GET /epcis/queries/{queryName}',
      'DELETE /epcis/queries/{queryName}',
      'GET /epcis/queries/{queryName}/events',
      'DELETE /epcis/nextPageToken/{token}',
    ],
    environment: { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } satisfies Env,
    timeout: Duration.seconds(29),
    memorySize: 1024, // an event may have 8 MB of JSON, and a page of rows is unpacked beside it
  });
  data.grantLedgerRead(query.function);
  // Named queries are kept in the registry; deleting one ends what the deliveries table holds of its subscriptions.
  data.registry.grantReadWriteData(query.function);
  data.deliveries.grantReadWriteData(query.function);
}
