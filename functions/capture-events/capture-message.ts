import type { Take } from '#common/batch.ts';
import { Refused } from '#common/refused.ts';
import type { CaptureQueueMessage } from '#shared/messages/queue-messages.ts';
import { captureJob } from './capture-job.ts';
import { captureLine } from './capture-line.ts';

type Needs = Parameters<typeof captureJob>[0] & Parameters<typeof captureLine>[0];

/** Takes a message of the capture queue: the key of a job made over HTTP, or what a line has to say. */
export function captureMessage(needs: Needs): Take<CaptureQueueMessage> {
  const [job, line] = [captureJob(needs), captureLine(needs)];
  return async (message) => {
    try {
      await ('captureId' in message ? job(message) : line(message));
    } catch (error) {
      // Nothing is wrong with the message: it goes back to the queue, and its line is not told that it was refused.
      if (error instanceof Refused && error.refusal.refused === 'busy')
        throw new Error(error.message, { cause: error });
      throw error;
    }
  };
}
