import type { Take } from '#common/batch.ts';
import { captureJob } from '#common/capture/capture-job.ts';
import type { CaptureQueueMessage } from '#shared/messages/queue-messages.ts';
import { captureLine } from './capture-line.ts';

type Needs = Parameters<typeof captureJob>[0] & Parameters<typeof captureLine>[0];

/** Takes a message of the capture queue: the key of a job made over HTTP, or what a line has to say. */
export function captureMessage(needs: Needs): Take<CaptureQueueMessage> {
  const [job, line] = [captureJob(needs), captureLine(needs)];
  return (message) => ('captureId' in message ? job(message) : line(message));
}
