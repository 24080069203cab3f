import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { keepPlace, keptPlace } from './capture-places.ts';
import { listCaptureJobs } from './list-capture-jobs.ts';
import { listRunningJobs } from './list-running-jobs.ts';

export type CaptureJobLists = ReturnType<typeof captureJobLists>;

/** Capture jobs of a tenant as lists: for those who show them. */
export function captureJobLists(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Jobs, the newest first, at most `limit`; `from`: `next` of the page before. */
    list: (tenant: string, limit: number, from?: string) => listCaptureJobs(here, tenant, limit, from),
    /** The same of those that are not through. */
    running: (tenant: string, limit: number, from?: string) => listRunningJobs(here, tenant, limit, from),
    /** What a token can say of such a `next`, which may be as long as there are lines; and the `next` that a token said. */
    keepPlace: (tenant: string, place: string, at: Date) => keepPlace(here, tenant, place, at),
    keptPlace: (tenant: string, said: string) => keptPlace(here, tenant, said),
  };
}
