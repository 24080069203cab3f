import { mustSpeakVersion2, versionHeaders } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import { badParameter, nextPage, perPageOf, readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import type { CaptureError, CaptureJob } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { refuse } from '#shared/refusal.ts';
import { limitHeaders } from './limits.ts';

/** Most jobs of one page. */
const MOST = 200;

/** One capture job (EPCIS 2.0, REST binding). */
export const showJob =
  (needs: { jobs: CaptureJobs }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const { tenant, path } = request;
    const captureId = path['captureID'] ?? '';
    const job = await needs.jobs.get(tenant, captureId);
    if (job === undefined)
      throw new Refused(
        refuse('not-found', `no capture job ${captureId}`, { remedy: 'GET /epcis/capture lists them' }),
      );
    return { status: 200, body: await told(needs.jobs, tenant, job), headers: versionHeaders };
  };

/** The tenant's capture jobs, newest first within those made over HTTP and those of each line. */
export const listJobs =
  (needs: { jobs: CaptureJobs }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const { tenant, queryString, url } = request;
    const parameters = readQueryString(queryString);
    for (const name of parameters.keys())
      if (name !== 'perPage' && name !== 'nextPageToken')
        throw badParameter(name, 'is unknown', 'perPage and nextPageToken are known here');
    const perPage = perPageOf(parameters, MOST);
    const found = await needs.jobs.list(tenant, perPage + 1, after(parameters.get('nextPageToken')));
    const page = found.slice(0, perPage);
    const token = found.length > perPage ? tokenOf(page.at(-1)) : undefined;
    return {
      status: 200,
      body: await Promise.all(page.map((job) => told(needs.jobs, tenant, job))),
      headers: { ...versionHeaders, ...limitHeaders, ...nextPage(url, parameters, token) },
    };
  };

async function told(jobs: CaptureJobs, tenant: string, job: CaptureJob) {
  const { captureId, running, success, createdAt, finishedAt, behaviour } = job;
  const errors: CaptureError[] = success ? [] : await jobs.errorsOf(tenant, captureId);
  return {
    captureID: captureId,
    running,
    success,
    createdAt,
    ...(finishedAt !== undefined && { finishedAt }),
    captureErrorBehaviour: behaviour,
    ...(errors.length > 0 && { errors }),
  };
}

const tokenOf = (job: CaptureJob | undefined) => Buffer.from(job?.captureId ?? '').toString('base64url');

function after(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const captureId = Buffer.from(token, 'base64url').toString('utf8');
  if (captureId === '' || Buffer.from(captureId).toString('base64url') !== token)
    throw badParameter('nextPageToken', 'was not made here', 'follow the Link header of the page before');
  return captureId;
}
