import type { Take } from '#common/batch.ts';
import { captureJob } from '#common/capture/capture-job.ts';
import { orRefuse } from '#common/refused.ts';
import type { CaptureQueueMessage } from '#shared/messages/queue-messages.ts';
import { applyRecall } from './apply-recall.ts';
import { captureLine } from './capture-line.ts';
import { openLineMessage } from './open-line-message.ts';

type Needs = Parameters<typeof captureJob>[0] & Parameters<typeof captureLine>[0] & Parameters<typeof applyRecall>[0];

/** Takes a message of the capture queue: the key of a job made over HTTP, that of a recall's run, or what a line has to say. */
export function captureMessage(needs: Needs): Take<CaptureQueueMessage> {
  const [job, line, recall] = [captureJob(needs), captureLine(needs), applyRecall(needs)];
  return async (message) => {
    if ('captureId' in message) return job(message);
    return 'recallId' in message ? recall(message) : line(orRefuse(openLineMessage(message)));
  };
}
