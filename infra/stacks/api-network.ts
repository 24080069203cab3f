import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env as DeliveriesEnv } from '../../functions/deliveries-api/env.ts';
import type { Env as VerifyEnv } from '../../functions/verify-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L5: what was told to whom, and verification for trading partners (GS1 lightweight messaging). */
export function addNetworkRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const deliveries = new HttpFunction(scope, {
    api,
    name: 'deliveries-api',
    routes: ['GET /api/deliveries', 'GET /api/deliveries/{deliveryId}', 'POST /api/deliveries/{deliveryId}/resend'],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      REGULATOR_QUEUE_URL: delivery.regulator.queue.queueUrl,
      PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
    } satisfies DeliveriesEnv,
  });
  data.registry.grantReadData(deliveries.function);
  // The audit trail grows only.
  data.registry.grant(deliveries.function, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(deliveries.function);
  data.documents.grantRead(deliveries.function, '*/evidence/*');
  delivery.regulator.queue.grantSendMessages(deliveries.function);
  delivery.partner.queue.grantSendMessages(deliveries.function);

  const verify = new HttpFunction(scope, {
    api,
    name: 'verify-api',
    routes: ['GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}', 'GET /vrs/checkConnectivity'],
    environment: { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE } satisfies VerifyEnv,
  });
  data.grantLedgerRead(verify.function);
}
