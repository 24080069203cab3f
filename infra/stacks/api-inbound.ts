import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/inbound-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L5: what partners send by the API, and what became of all that they sent. */
export function addInboundRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const { queue } = delivery.inbound;
  const { function: answers } = new HttpFunction(scope, {
    api,
    name: 'inbound-api',
    routes: [
      'POST /api/inbound-documents',
      'GET /api/inbound-documents',
      'GET /api/inbound-documents/{documentId}',
      'GET /api/inbound-documents/{documentId}/content',
      'GET /api/inbound-documents/{documentId}/result',
      'POST /api/inbound-documents/{documentId}/retry',
      'GET /api/partner-messages',
      'GET /api/partner-messages/{message}',
    ],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      INBOUND_QUEUE_URL: queue.queueUrl,
    } satisfies Env,
  });
  data.registry.grantReadData(answers);
  // The audit trail grows only.
  data.registry.grant(answers, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(answers);
  data.documents.grantRead(answers, '*/inbound/*');
  // Messages that partners fetch are kept as what was sent.
  data.documents.grantRead(answers, '*/evidence/*');
  data.documents.grantPut(answers, '*/inbound/*');
  queue.grantSendMessages(answers);
}
