import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/stream-queries/env.ts';
import { fiveMinutes, ringWhenAboveZero } from '../constructs/alarm.ts';
import { SocketFunction } from '../constructs/socket-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { IdentityStack } from './identity.ts';
import type { StreamStack } from './stream.ts';

export interface StreamProps {
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly delivery: DeliveryStack;
  readonly stream: StreamStack;
}

/** L4: the EPCIS repository tells of events over open connections. Answers the alarm that rings when it cannot. */
export function addStreamRoutes(scope: Construct, { data, identity, delivery, stream }: StreamProps): Alarm {
  const { REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const streams = new SocketFunction(scope, {
    api: stream.api,
    name: 'stream-queries',
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      SUBSCRIPTION_QUEUE_URL: delivery.subscription.queue.queueUrl,
      TOKEN_ISSUER: identity.userPool.userPoolProviderUrl,
      PEOPLES_CLIENTS: identity.consoleClient.userPoolClientId,
    } satisfies Env,
  });
  data.registry.grantReadWriteData(streams.function);
  data.deliveries.grantReadWriteData(streams.function);
  delivery.subscription.queue.grantSendMessages(streams.function);
  return ringWhenAboveZero(
    streams,
    'errors',
    streams.function.metricErrors(fiveMinutes),
    'Streams are not opened or not ended; runbook: docs/runbooks/stream-errors.md',
  );
}
