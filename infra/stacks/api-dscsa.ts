import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/dscsa-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { DscsaStack } from './dscsa.ts';

/** L5: duties of the DSCSA towards authorities and partners. */
export function addDscsaRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, dscsa }: { data: DataStack; delivery: DeliveryStack; dscsa: DscsaStack },
): void {
  const { LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = dscsa.worker;
  const { function: answers } = new HttpFunction(scope, {
    api,
    name: 'dscsa-api',
    routes: [
      'GET /api/dscsa/cases',
      'GET /api/dscsa/cases/{id}',
      'POST /api/dscsa/cases/{id}/move',
      'POST /api/dscsa/ti-requests',
      'POST /api/dscsa/cases/{id}/answer',
      'POST /api/dscsa/suspects',
      'POST /api/dscsa/cases/{id}/determine',
      'POST /api/dscsa/cases/{id}/notices',
      'POST /api/dscsa/cases/{id}/form',
      'POST /api/dscsa/cases/{id}/told',
      'POST /api/dscsa/cases/{id}/incident',
      'POST /api/dscsa/cases/{id}/withdrawal',
      'POST /api/dscsa/exceptions',
      'POST /api/dscsa/cases/{id}/response',
      'POST /api/dscsa/reports',
      'POST /api/dscsa/cases/{id}/respond',
      'GET /api/dscsa/settings',
      'PUT /api/dscsa/settings',
    ],
    environment: {
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      DSCSA_QUEUE_URL: queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
  });
  data.registry.grantReadData(answers);
  // Whether shipments that are asked about are there.
  data.ledger.grantReadData(answers);
  // Settings, and the audit trail, which grows only.
  data.registry.grant(answers, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(answers);
  data.documents.grantRead(answers, '*/evidence/*');
  data.documents.grantPut(answers, '*/evidence/*');
  queue.grantSendMessages(answers);
}
