import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { clientConfig } from '../client-config.ts';
import { flag, numeric, type Provider, placeOf, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const shape = v.object({
  QueueName: v.optional(v.string()),
  FifoQueue: v.optional(flag),
  ContentBasedDeduplication: v.optional(flag),
  VisibilityTimeout: v.optional(numeric),
  DelaySeconds: v.optional(numeric),
  MaximumMessageSize: v.optional(numeric),
  MessageRetentionPeriod: v.optional(numeric),
  ReceiveMessageWaitTimeSeconds: v.optional(numeric),
  RedrivePolicy: v.optional(v.object({ deadLetterTargetArn: v.string(), maxReceiveCount: numeric })),
});
type Shape = v.InferOutput<typeof shape>;

/** `AWS::SQS::Queue`. Messages live in memory: every piece of work has a row that a sweep finds again. */
export const queueProvider: Provider = {
  create: async (resource, host) => {
    const wanted = readProperties(shape, resource);
    const QueueName =
      wanted.QueueName ?? physicalName(resource, wanted.FifoQueue ? 75 : 80) + (wanted.FifoQueue ? '.fifo' : '');
    const sqs = new SQSClient(clientConfig(host, host.endpoints.sqs));
    try {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: attributesOf(wanted) }));
      const asked = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
      const arn = asked.Attributes?.['QueueArn'];
      if (QueueUrl === undefined || arn === undefined) throw new Error(`${placeOf(resource)}: was not created`);
      return { ref: QueueUrl, Arn: arn, QueueName, QueueUrl };
    } finally {
      sqs.destroy();
    }
  },
};

/** The wire protocol has all attributes as text, and the redrive policy as JSON. */
function attributesOf({ QueueName: _, RedrivePolicy, ...plain }: Shape): Record<string, string> {
  const given = Object.entries(plain).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(given), ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }) };
}
