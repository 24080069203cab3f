import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env as CaptureEnv } from '../../functions/capture-api/env.ts';
import type { Env as QueryEnv } from '../../functions/query-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { IngestStack } from './ingest.ts';

/** L4: the EPCIS repository. */
export function addRepositoryRoutes(
  scope: Construct,
  api: HttpApi,
  { data, ingest }: { data: DataStack; ingest: IngestStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET, ROOT_SECRET_ARN } =
    data.names;
  const capture = new HttpFunction(scope, {
    api,
    name: 'capture-api',
    routes: ['GET /epcis/capture', 'POST /epcis/capture', 'GET /epcis/capture/{captureID}'],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      CAPTURE_QUEUE_URL: ingest.capture.queue.queueUrl,
    } satisfies CaptureEnv,
    timeout: Duration.seconds(29),
  });
  data.registry.grantReadData(capture.function);
  data.deliveries.grantReadWriteData(capture.function);
  // A job's long list of errors lies beside its document.
  data.documents.grantRead(capture.function, '*/capture/*');
  data.documents.grantPut(capture.function, '*/capture/*');
  ingest.capture.queue.grantSendMessages(capture.function);

  const query = new HttpFunction(scope, {
    api,
    name: 'query-api',
    routes: ['GET /epcis/events', 'GET /api/units/{epc+}'],
    environment: { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, ROOT_SECRET_ARN } satisfies QueryEnv,
    timeout: Duration.seconds(29),
  });
  data.grantLedgerRead(query.function);
}
