import * as v from 'valibot';
import { type Provider, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const shape = v.object({
  TopicName: v.optional(v.string()),
  Subscription: v.optional(v.never('nobody can subscribe to a topic locally: nothing publishes to it')),
});

/** `AWS::SNS::Topic`: the bell of alarms, which nobody hears locally. It has a name and an ARN, and no subscriber. */
export const topicProvider: Provider = {
  create: async (resource, host) => {
    const name = readProperties(shape, resource).TopicName ?? physicalName(resource, 256);
    const arn = `arn:aws:sns:${host.region}:${host.account}:${name}`;
    return { ref: arn, TopicArn: arn, TopicName: name };
  },
};
