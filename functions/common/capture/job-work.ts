import {
  type AboutDocument,
  type CaptureError,
  type CaptureJob,
  type CaptureOutcome,
  notBegun,
  type Progress,
} from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { stayedError } from './event-error.ts';

export type JobWork = ReturnType<typeof jobWork>;

/** Why a worker leaves a job that is not finished: its time is up, or another one has come further. */
export type Interruption = 'paused' | 'left';

interface Needs {
  readonly jobs: Pick<CaptureJobs, 'note' | 'finish'>;
  readonly now: () => Date;
}

/** A job in the hands of a worker: how far it has come, and what came of the events since that was last noted. */
export function jobWork({ jobs, now }: Needs, tenant: string, begun: CaptureJob, enough: () => boolean) {
  const { captureId } = begun;
  let job = begun;
  let progress = job.progress ?? notBegun;
  let eventIds: string[] = [];
  let errors: CaptureError[] = [];
  const work = {
    tenant,
    /** The job as it was last noted; its record time is that of what is stored next. */
    job: (): CaptureJob => job,
    progress: (): Progress => progress,
    failed: (): number => (progress.pieces.errors.at(-1) ?? 0) + errors.length,
    stored: (): number => (progress.pieces.eventIds.at(-1) ?? 0) + eventIds.length,

    add: (more: Partial<CaptureOutcome>): void => {
      eventIds = eventIds.concat(more.eventIds ?? []);
      errors = errors.concat(more.errors ?? []);
    },

    /** Notes how far the work has come, before more is stored; says when that is to be all for now. */
    note: async (to: Partial<Omit<Progress, 'pieces'>>): Promise<Interruption | undefined> => {
      const isEnough = enough();
      const noted = await jobs.note(tenant, job, { ...progress, ...to }, { eventIds, errors }, !isEnough, now());
      if (noted?.progress === undefined) return 'left';
      job = noted;
      progress = noted.progress;
      [eventIds, errors] = [[], []];
      return isEnough ? 'paused' : undefined;
    },

    /** Ends the job with all that was noted and added. One that was to be stored whole or not at all says so when it is neither. */
    finish: (read: number, about?: AboutDocument): Promise<void> => {
      const [stored, failed] = [work.stored(), work.failed()];
      if (job.behaviour === 'rollback' && stored > 0 && failed > 0)
        work.add({ errors: [stayedError(captureId, stored)] });
      const at = { progress: { ...progress, read }, ...(about && { about }) };
      return jobs.finish(tenant, captureId, { eventIds, errors }, now(), at);
    },
  };
  return work;
}
