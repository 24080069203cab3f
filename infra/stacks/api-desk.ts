import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/desk-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeskStack } from './desk.ts';

/** L5: cases between companies, and targeted recall. */
export function addDeskRoutes(
  scope: Construct,
  api: HttpApi,
  { data, desk }: { data: DataStack; desk: DeskStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = desk.worker;
  const { function: answers } = new HttpFunction(scope, {
    api,
    name: 'desk-api',
    routes: [
      'GET /api/desk/cases',
      'POST /api/desk/cases',
      'GET /api/desk/cases/{id}',
      'POST /api/desk/cases/{id}/messages',
      'POST /api/desk/cases/{id}/files',
      'POST /api/desk/cases/{id}/assign',
      'POST /api/desk/cases/{id}/close',
      'POST /api/desk/suspects/{id}/notices',
      'GET /api/desk/suspects/{id}/notices',
      'GET /api/desk/withheld-packs',
      'POST /api/recalls/{recall}/holders',
      'GET /api/recalls/{recall}/holders',
      'POST /api/recalls/{recall}/notices',
      'GET /api/recalls/{recall}/notices',
      'GET /partner/desk-cases',
      'POST /partner/desk-cases',
      'GET /partner/desk-cases/{id}',
      'POST /partner/desk-cases/{id}/messages',
      'POST /partner/desk-cases/{id}/files',
    ],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      DESK_QUEUE_URL: queue.queueUrl,
    } satisfies Env,
    // Lists of packs are written for every holder of a recall while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
  });
  data.grantLedgerRead(answers);
  // The audit trail grows only.
  data.registry.grant(answers, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(answers);
  data.documents.grantRead(answers, '*/evidence/*');
  data.documents.grantPut(answers, '*/evidence/*');
  queue.grantSendMessages(answers);
}
