import { Duration, type Stack } from 'aws-cdk-lib';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Env } from '../../functions/send-partner/env.ts';
import { WatchedQueue } from '../constructs/watched-queue.ts';
import type { DataStack } from './data.ts';

/** Queues that `partner` fills and whose functions have stacks of their own. They are made here, so that references run one way. */
export interface PartnerQueues {
  /** Of written messages for channels that other functions know: those hand back what is not theirs. */
  readonly carriers: Readonly<Record<'as2' | 'sftp', WatchedQueue>>;
  /** Of documents that came in: a tenant of this installation hands them over here, too. */
  readonly inbound: WatchedQueue;
  /** Of documents that came in and are messages to be acted on: who reads them fills it. */
  readonly exchange: WatchedQueue;
}

/** Longer than six times what their functions may run. */
const visibilityTimeout = Duration.minutes(12);

export function partnerQueues(stack: Stack): PartnerQueues {
  const queue = (id: string, what: string) =>
    new WatchedQueue(stack, id, {
      visibilityTimeout,
      remedy: `${what}; runbook: docs/runbooks/${id}-dead-letters.md`,
    });
  return {
    carriers: {
      as2: queue('as2', 'Messages to partners by AS2 fail before they are sent'),
      sftp: queue('sftp', 'Messages to partners by SFTP fail before they are sent'),
    },
    inbound: queue('inbound', 'Documents of partners are not read'),
    exchange: queue('exchange', 'Messages of partners are not acted on'),
  };
}

export const urlsOf = ({ carriers: { as2, sftp }, inbound }: PartnerQueues) =>
  ({
    AS2_QUEUE_URL: as2.queue.queueUrl,
    SFTP_QUEUE_URL: sftp.queue.queueUrl,
    INBOUND_QUEUE_URL: inbound.queue.queueUrl,
  }) satisfies Partial<Env>;

/**
 * What the sender to partners needs to hand on. A partner that is a tenant of this installation gets the document as one that came in: so this function writes objects and
 * rows of inbound documents under another tenant than the sender's, where both have agreed (`common/channels/network-channel.ts`).
 */
export function grantHandingOn(sender: NodejsFunction, data: DataStack, { carriers, inbound }: PartnerQueues): void {
  for (const { queue } of [inbound, ...Object.values(carriers)]) queue.grantSendMessages(sender);
  data.documents.grantPut(sender, '*/inbound/*');
}
