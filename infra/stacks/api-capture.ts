import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/capture-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { IngestStack } from './ingest.ts';

/** L4: documents and events come into the EPCIS repository. */
export function addCaptureRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, ingest }: { data: DataStack; delivery: DeliveryStack; ingest: IngestStack },
): void {
  const capture = new HttpFunction(scope, {
    api,
    name: 'capture-api',
    routes: [
      'GET /epcis/capture',
      'POST /epcis/capture',
      'GET /epcis/capture/{captureID}',
      'GET /epcis/capture/{captureID}/errors',
      'POST /epcis/events',
      'POST /api/capture-uploads',
      'PUT /api/capture-uploads/{captureID}',
    ],
    environment: {
      ...data.names,
      CAPTURE_QUEUE_URL: ingest.capture.queue.queueUrl,
      PLAN_QUEUE_URL: delivery.plan.queue.queueUrl,
    } satisfies Env,
    timeout: Duration.seconds(29),
  });
  data.grantLedgerRead(capture.function);
  // The ledger only grows: nothing may change or delete what stands in it.
  data.ledger.grant(capture.function, 'dynamodb:PutItem', 'dynamodb:BatchWriteItem');
  // Master data may come with an event.
  data.registry.grantWriteData(capture.function);
  data.deliveries.grantReadWriteData(capture.function);
  // A job's long list of errors lies beside its document. An upload goes through a URL signed with this right.
  data.documents.grantRead(capture.function, '*/capture/*');
  data.documents.grantPut(capture.function, '*/capture/*');
  ingest.capture.queue.grantSendMessages(capture.function);
  delivery.plan.queue.grantSendMessages(capture.function);
}
