import type { LineStatuses } from '#common/store/line-statuses.ts';
import type { LineStatusMessage } from '#shared/messages/line-status.ts';

/** Keeps how a line stands. Safe to repeat: what is not newer than what is kept changes nothing. */
export const keepLineStatus =
  (needs: { statuses: Pick<LineStatuses, 'keep'>; now: () => Date }) =>
  async (message: LineStatusMessage): Promise<void> => {
    await needs.statuses.keep(message, needs.now());
  };
