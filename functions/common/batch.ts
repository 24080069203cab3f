import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as v from 'valibot';
import type { Refusal } from '#shared/refusal.ts';
import { log } from './log.ts';
import { read } from './read.ts';
import { Refused } from './refused.ts';

/** Takes one message. Throwing `Refused` (but `busy`) sets it aside; anything else thrown returns it to the queue, alone. */
export type Take<Message> = (message: Message) => Promise<void>;

/** Keeps a refused message with its reason: retrying cannot help, forgetting would lose it. */
export type SetAside = (body: string, refusal: Refusal) => Promise<void>;

/** Queue consumer with partial batch failure. Safe to repeat: every `take` is idempotent by the row its message names. */
export const batchHandler = <Shape extends v.GenericSchema>(
  shape: Shape,
  take: Take<v.InferOutput<Shape>>,
  setAside: SetAside,
) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const outcomes = await Promise.allSettled(Records.map(({ body }) => settle(shape, body, take, setAside)));
    const failed = Records.filter((_, i) => outcomes[i]?.status === 'rejected');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });

async function settle<Shape extends v.GenericSchema>(
  shape: Shape,
  body: string,
  take: Take<v.InferOutput<Shape>>,
  setAside: SetAside,
): Promise<void> {
  try {
    await take(read(shape, parse(body)));
  } catch (error) {
    // Busy says nothing about the message: it goes back to the queue.
    if (error instanceof Refused && error.refusal.refused !== 'busy') {
      // The detail may name packs; it is kept with the message, not in the log.
      log('message-refused', { tenant: tenantOf(body), refused: error.refusal.refused, at: error.refusal.at });
      return setAside(body, error.refusal);
    }
    log('message-failed', { tenant: tenantOf(body), error: String(error instanceof Error ? error.stack : error) });
    throw error;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const tenantOf = (body: string) => {
  const read = v.safeParse(v.looseObject({ tenant: v.string() }), parse(body));
  return read.success ? read.output.tenant : undefined;
};
