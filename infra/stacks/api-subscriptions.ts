import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/subscriptions-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L4: the EPCIS repository calls back. */
export function addSubscriptionRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery }: { data: DataStack; delivery: DeliveryStack },
): void {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, ROOT_SECRET_ARN } = data.names;
  const subscriptions = new HttpFunction(scope, {
    api,
    name: 'subscriptions-api',
    routes: [
      'GET /epcis/queries/{queryName}/subscriptions',
      'POST /epcis/queries/{queryName}/subscriptions',
      'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}',
      'DELETE /epcis/queries/{queryName}/subscriptions/{subscriptionID}',
    ],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      ROOT_SECRET_ARN,
      SUBSCRIPTION_QUEUE_URL: delivery.subscription.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
    timeout: Duration.seconds(29),
  });
  data.registry.grantReadWriteData(subscriptions.function);
  data.deliveries.grantReadWriteData(subscriptions.function);
  data.rootSecret.grantRead(subscriptions.function);
  delivery.subscription.queue.grantSendMessages(subscriptions.function);
}
