import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/units-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';

/** L4: units, what they are, what they are packed in and what happened to them; the units of a lot. */
export function addUnitRoutes(scope: Construct, api: HttpApi, { data }: { data: DataStack }): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const units = new HttpFunction(scope, {
    api,
    name: 'units-api',
    routes: [
      'GET /api/units/{epc+}',
      'GET /api/lots/{lot}/units',
      'GET /api/lots/{lot}/summary',
      'GET /api/lots/{lot}/distribution-map',
    ],
    environment: { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } satisfies Env,
    timeout: Duration.seconds(29),
    memorySize: 1024, // an event may have 8 MB of JSON, and what is folded of one view takes some hundred
  });
  data.grantLedgerRead(units.function);
}
