import { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { clientConfig } from '../client-config.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import { pollQueue } from '../functions/poll-queue.ts';
import { flag, numeric, type Provider, placeOf, readProperties } from '../provider.ts';

const shape = v.object({
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  BatchSize: v.optional(numeric, 10),
  MaximumBatchingWindowInSeconds: v.optional(numeric, 0),
  FunctionResponseTypes: v.optional(v.array(v.literal('ReportBatchItemFailures')), []),
  ScalingConfig: v.optional(v.object({ MaximumConcurrency: numeric })),
  Enabled: v.optional(flag, true),
  FilterCriteria: v.optional(v.never('filters are not applied locally')),
});

/** `AWS::Lambda::EventSourceMapping` from a queue to a function. */
export function eventSourceProvider(functions: FunctionRegistry): Provider {
  return {
    create: async (resource, host) => {
      const wanted = readProperties(shape, resource);
      const place = placeOf(resource);
      if (!wanted.EventSourceArn.startsWith('arn:aws:sqs:'))
        throw new Error(`${place}: only queues feed functions locally, not ${wanted.EventSourceArn}`);
      const ref = `${resource.stack}-${resource.logicalId}`;
      if (!wanted.Enabled) return { ref };
      const spec = functions.spec(wanted.FunctionName);
      host.onReady(() => {
        const sqs = new SQSClient(clientConfig(host, host.endpoints.sqs));
        const poller = pollQueue(sqs, {
          queueArn: wanted.EventSourceArn,
          batchSize: wanted.BatchSize,
          windowSeconds: wanted.MaximumBatchingWindowInSeconds,
          reportsFailures: wanted.FunctionResponseTypes.length > 0,
          concurrency: Math.min(spec.concurrency, wanted.ScalingConfig?.MaximumConcurrency ?? spec.concurrency),
          region: host.region,
          invoke: (event) => functions.invoke(spec.name, event),
          log: (line) => host.log(`${place}: ${line}`),
        });
        host.onStop(poller.stop);
        host.onClose(() => sqs.destroy());
      });
      return { ref };
    },
  };
}
