import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/announcements-api/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import type { AnnouncementStack } from './announcements.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** L5: what happened, for integrators, and who of them is told. */
export function addAnnouncementRoutes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, announcements }: { data: DataStack; delivery: DeliveryStack; announcements: AnnouncementStack },
): void {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, ROOT_SECRET_ARN } = data.names;
  const { queue } = announcements.teller;
  const { function: answers } = new HttpFunction(scope, {
    api,
    name: 'announcements-api',
    routes: [
      'GET /api/announcement-kinds',
      'GET /api/announcements',
      'GET /api/listeners',
      'POST /api/listeners',
      'GET /api/listeners/{listener}',
      'PUT /api/listeners/{listener}',
      'DELETE /api/listeners/{listener}',
      'POST /api/listeners/{listener}/test',
      'POST /api/listeners/{listener}/replay',
      'POST /api/listeners/{listener}/pause',
      'POST /api/listeners/{listener}/resume',
      'GET /api/listeners/{listener}/deliveries',
      'POST /api/listeners/{listener}/deliveries/{n}/resend',
    ],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      ROOT_SECRET_ARN,
      ANNOUNCEMENT_QUEUE_URL: queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Env,
    // A receiver is called while the caller waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
  });
  data.registry.grantReadData(answers);
  // The audit trail grows only.
  data.registry.grant(answers, 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(answers);
  data.rootSecret.grantRead(answers);
  queue.grantSendMessages(answers);
}
