import { answerJobs } from '#common/epcis/answer-job.ts';
import { limitHeaders } from '#common/epcis/capture-limits.ts';
import type { Endpoint } from '#common/http.ts';
import { badParameter, nextPage, perPageOf, readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
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
/** Characters of a token made here: it holds the id of a job, or a number. */
const LONGEST_TOKEN = 1000;

/** One capture job, in JSON or XML (EPCIS 2.0, REST binding). */
export const showJob =
  (needs: { jobs: CaptureJobs }): Endpoint =>
  async (request) => {
    const job = await jobOf(needs.jobs, request.tenant, request.path['captureID']);
    return answerJobs(request, tellJob(job, await errorsToTell(needs.jobs, request.tenant, job)));
  };

/** The tenant's capture jobs, newest first within those made over HTTP and those of each line. */
export const listJobs =
  (needs: { jobs: CaptureJobs }): Endpoint =>
  async (request) => {
    const { tenant, url } = request;
    const { parameters, perPage } = pageOf(request.queryString, MOST);
    const found = await needs.jobs.list(tenant, perPage + 1, after(parameters.get('nextPageToken')));
    const page = found.slice(0, perPage);
    const token = found.length > perPage ? tokenOf(page.at(-1)?.captureId ?? '') : undefined;
    // What does not stand in the row itself is told one job at a time.
    const told = page.map((job) => tellJob(job, job.failed === 0 ? [] : job.errors));
    return answerJobs(request, told, { ...limitHeaders, ...nextPage(url, parameters, token) });
  };

/** The errors of a job, a page at a time, each a problem document. */
export const listErrors =
  (needs: { jobs: CaptureJobs }): Endpoint =>
  async ({ tenant, path, queryString, url }) => {
    const { captureId } = await jobOf(needs.jobs, tenant, path['captureID']);
    const { parameters, perPage } = pageOf(queryString, MOST_ERRORS);
    const from = placeOf(after(parameters.get('nextPageToken')));
    const found = await needs.jobs.errorsOf(tenant, captureId, from, perPage + 1);
    const token = found.length > perPage ? tokenOf(String(from + perPage)) : undefined;
    return { status: 200, body: found.slice(0, perPage), headers: nextPage(url, parameters, token) };
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

function pageOf(queryString: string, most: number) {
  const parameters = readQueryString(queryString);
  for (const name of parameters.keys())
    if (name !== 'perPage' && name !== 'nextPageToken')
      throw badParameter(name, 'is unknown', 'perPage and nextPageToken are known here');
  return { parameters, perPage: perPageOf(parameters, most) };
}

const tokenOf = (after: string) => Buffer.from(after).toString('base64url');

function after(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text === '' || token.length > LONGEST_TOKEN || tokenOf(text) !== token) throw badToken();
  return text;
}

function placeOf(text = '0'): number {
  if (!/^\d{1,9}$/.test(text)) throw badToken();
  return Number(text);
}

const badToken = () => badParameter('nextPageToken', 'was not made here', 'follow the Link header of the page before');
