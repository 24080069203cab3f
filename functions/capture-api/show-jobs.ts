import { answerJobs } from '#common/epcis/answer-job.ts';
import { limitHeaders } from '#common/epcis/capture-limits.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { askedPage, foreignToken, nextHeaders, type Paged } from '#common/page-token.ts';
import { badParameter, mustOnlyPage, readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import type { CaptureJobLists } from '#common/store/capture-job-lists.ts';
import type { CaptureError, CaptureJob } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { refuse } from '#shared/refusal.ts';
import { tellJob } from './tell-job.ts';

/** Most jobs, and most errors, of one page. */
const MOST = 200;
const MOST_ERRORS = 500;
/** Errors that a job tells itself, and characters of them: an answer holds 6 MB. */
const ERRORS_TOLD = 1000;
const ERROR_TEXT_TOLD = 3_000_000;

/** One capture job, in JSON or XML (EPCIS 2.0, REST binding). */
export const showJob =
  (needs: { jobs: CaptureJobs }): Endpoint =>
  async (request) => {
    const job = await jobOf(needs.jobs, request.tenant, request.path['captureID']);
    return answerJobs(request, tellJob(job, await errorsToTell(needs.jobs, request.tenant, job)));
  };

interface ListNeeds {
  readonly jobs: CaptureJobs;
  readonly lists: CaptureJobLists;
  readonly now: () => Date;
}

/** The tenant's capture jobs, those of lines among them, the newest first; with `running=true` those that are not through, which is not of the standard. */
export const listJobs =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const parameters = readQueryString(request.queryString);
    const { running, ...paging } = Object.fromEntries(parameters);
    mustOnlyPage(new Map(Object.entries(paging)));
    if (running !== undefined && running !== 'true')
      throw badParameter('running', `is ${running}, not true`, 'leave it out to have all');
    const [paged, now] = [{ request, url: request.url, parameters }, needs.now()];
    const { perPage, after } = askedPage(paged, MOST, now);
    const list = running === undefined ? needs.lists.list : needs.lists.running;
    const from = after && (await needs.lists.keptPlace(request.tenant, after));
    const { jobs, next } = await list(request.tenant, perPage, from);
    const place = next && (await needs.lists.keepPlace(request.tenant, next, now));
    // What does not stand in the row itself is told one job at a time.
    const told = jobs.map((job) => tellJob(job, job.failed === 0 ? [] : job.errors));
    return answerJobs(request, told, { ...limitHeaders, ...nextHeaders(paged, place, now) });
  };

/** The errors of a job, a page at a time, each a problem document. */
export const listErrors =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const { captureId } = await jobOf(needs.jobs, tenant, path['captureID']);
    const [paged, now] = [pagedBy(request), needs.now()];
    const { perPage, after = '0' } = askedPage(paged, MOST_ERRORS, now);
    if (!/^\d{1,9}$/.test(after)) throw foreignToken(paged);
    const from = Number(after);
    const found = await needs.jobs.errorsOf(tenant, captureId, from, perPage + 1);
    const next = found.length > perPage ? String(from + perPage) : undefined;
    return { status: 200, body: found.slice(0, perPage), headers: nextHeaders(paged, next, now) };
  };

async function jobOf(jobs: CaptureJobs, tenant: string, captureId = ''): Promise<CaptureJob> {
  const job = await jobs.get(tenant, captureId);
  if (job !== undefined) return job;
  throw new Refused(refuse('not-found', `no capture job ${captureId}`, { remedy: 'GET /epcis/capture lists them' }));
}

async function errorsToTell(jobs: CaptureJobs, tenant: string, { captureId, failed }: CaptureJob) {
  if (failed > ERRORS_TOLD) return undefined;
  const errors: CaptureError[] = failed === 0 ? [] : await jobs.errorsOf(tenant, captureId);
  return JSON.stringify(errors).length > ERROR_TEXT_TOLD ? undefined : errors;
}

function pagedBy(request: Request): Paged {
  const parameters = readQueryString(request.queryString);
  mustOnlyPage(parameters);
  return { request, url: request.url, parameters };
}
