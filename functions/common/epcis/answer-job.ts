import type { CaptureJob } from '#shared/epcis/capture-job.ts';
import { captureJobJson } from '#shared/epcis/write-capture-job.ts';
import { captureJobXml } from '#shared/epcis/xml/write-capture-job.ts';
import { isRefusal } from '#shared/refusal.ts';
import { mustSpeakVersion2, versionHeaders } from '../epcis-headers.ts';
import type { Answer, Request } from '../http.ts';
import { formOf, jsonMediaOf } from './media.ts';
import { notAsXml } from './not-as-xml.ts';

/** One capture job, in JSON or XML, or a list of them, which the standard has in JSON only (EPCIS 2.0, REST binding). */
export function answerJobs(
  request: Request,
  jobs: CaptureJob | readonly CaptureJob[],
  headers: Record<string, string> = {},
): Answer {
  mustSpeakVersion2(request);
  if (isList(jobs)) return told(jobs.map(captureJobJson), jsonMediaOf(request), headers);
  const { form, media } = formOf(request);
  if (form === 'json') return told(captureJobJson(jobs), media, headers);
  const xml = captureJobXml(jobs, { version: '2.0' });
  if (isRefusal(xml)) throw notAsXml('the capture job', xml);
  return told(xml, media, headers);
}

const told = (body: unknown, media: string, headers: Record<string, string>): Answer => ({
  status: 200,
  body,
  headers: { 'content-type': media, ...versionHeaders, ...headers },
});

/** The compiler does not take `Array.isArray` for lists that must not be changed. */
const isList = (jobs: CaptureJob | readonly CaptureJob[]): jobs is readonly CaptureJob[] => Array.isArray(jobs);
