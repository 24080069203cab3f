import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/partners-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L5: what proves at partners who we are, whether they can be reached, how they answer. */
export function addPartnerRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, ROOT_SECRET_ARN } = data.names;
  const { function: partners } = new HttpFunction(scope, {
    api,
    name: 'partners-api',
    routes: [
      'GET /api/partners/{partner}/credentials',
      'PUT /api/partners/{partner}/credentials',
      'DELETE /api/partners/{partner}/credentials/{kind}',
      'POST /api/partners/{partner}/probe',
      'GET /api/partners/{partner}/health',
      'POST /api/partners/{partner}/health/try',
      'POST /api/partners/{partner}/resend',
    ],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      ROOT_SECRET_ARN,
      PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
    // A partner's server is called while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
  });
  data.registry.grantReadData(partners);
  // Credentials are attributes of one row for each partner; the audit trail grows only.
  data.registry.grant(partners, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  // Who waits is called: out of the line, and due at once.
  data.deliveries.grantReadData(partners);
  data.deliveries.grant(partners, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
  delivery.partner.queue.grantSendMessages(partners);
  data.rootSecret.grantRead(partners);
}
