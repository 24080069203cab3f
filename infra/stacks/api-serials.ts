import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env as RequestsEnv } from '../../functions/serial-requests/env.ts';
import type { Env as SerialsEnv } from '../../functions/serials-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { SerialsStack } from './serials.ts';

interface Stacks {
  readonly data: DataStack;
  readonly serials: SerialsStack;
}

/** L4: serials are asked for, delivered and given back; codes are looked up. */
export function addSerialRoutes(scope: Construct, api: HttpApi, stacks: Stacks): void {
  addRequests(scope, api, stacks);
  addLookUp(scope, api, stacks);
}

function addRequests(scope: Construct, api: HttpApi, { data, serials }: Stacks): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const requests = new HttpFunction(scope, {
    api,
    name: 'serial-requests',
    routes: [
      'POST /api/serial-requests',
      'GET /api/serial-requests',
      'GET /api/serial-requests/{requestId}',
      'GET /api/serial-requests/{requestId}/serials',
      'POST /api/serial-requests/{requestId}/file',
      'GET /api/serial-requests/{requestId}/file',
      'POST /api/serial-requests/{requestId}/delivered',
      'POST /api/serial-requests/{requestId}/closed',
      'POST /api/serial-requests/{requestId}/returns',
      'POST /api/serial-requests/{requestId}/destructions',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      SERIAL_FILE_QUEUE_URL: serials.files.queue.queueUrl,
      REFILL_QUEUE_URL: serials.refills.queue.queueUrl,
    } satisfies RequestsEnv,
    // Many who ask at once come one behind the other; a return asks the ledger about every 256 numbers.
    timeout: Duration.seconds(29),
    // One whole processor: a pool whose keys were changed looks every serial up under the older ones.
    memorySize: 1769,
  });
  data.serials.grantReadWriteData(requests.function);
  data.poolKey.grantDecrypt(requests.function);
  data.ledger.grantReadData(requests.function);
  data.registry.grantReadData(requests.function);
  // The audit trail grows only.
  data.registry.grant(requests.function, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(requests.function);
  // A signed URL can do what its signer can.
  data.documents.grantRead(requests.function, '*/serials/*');
  serials.files.queue.grantSendMessages(requests.function);
  serials.refills.queue.grantSendMessages(requests.function);
}

function addLookUp(scope: Construct, api: HttpApi, { data, serials }: Stacks): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const lookUp = new HttpFunction(scope, {
    api,
    name: 'serials-api',
    routes: [
      'GET /api/serials/{code+}',
      'GET /api/refills',
      'GET /api/refills/{refillId}',
      'POST /api/refills/{refillId}/retry',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      REFILL_QUEUE_URL: serials.refills.queue.queueUrl,
    } satisfies SerialsEnv,
  });
  data.grantLedgerRead(lookUp.function);
  // A refill that is begun anew is told to the audit trail, which grows only.
  data.registry.grant(lookUp.function, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(lookUp.function);
  serials.refills.queue.grantSendMessages(lookUp.function);
}
