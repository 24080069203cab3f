import type { Refusal } from '../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import type { CaptureJob } from './capture-job.ts';
import { checkCaptureJob, saysNothing } from './check-capture-job.ts';
import { readContext } from './prefixes.ts';
import { isProblem, refusalOf, under } from './problem.ts';
import { neededContext, newScope } from './scope.ts';

/** The capture job that a JSON object is (EPCIS 2.0 REST binding). The tree was parsed for this. */
export function readCaptureJob(root: JsonObject): CaptureJob | Refusal {
  const { '@context': context = [], ...tree } = root;
  const definitions = readContext(context);
  if (isProblem(definitions)) return refusalOf(under('@context', definitions));
  const scope = newScope(definitions);
  checkCaptureJob(tree, scope);
  const [wrong] = scope.problems;
  return wrong === undefined ? asCaptureJob(tree, neededContext(scope)) : refusalOf(wrong);
}

const optional: ReadonlySet<string> = new Set(['createdAt', 'finishedAt', 'errorFile']);

/** The job that a checked tree is, without what says nothing in it. */
export function asCaptureJob({ errors, ...tree }: JsonObject, context: CaptureJob['@context']): CaptureJob {
  const job = {
    ...Object.fromEntries(Object.entries(tree).filter(([name, value]) => !(optional.has(name) && saysNothing(value)))),
    ...(Array.isArray(errors) && errors.length > 0 ? { errors: errors.map(withoutNulls) } : {}),
    ...(context === undefined ? {} : { '@context': context }),
  };
  if (isJob(job)) return job;
  throw new TypeError('a tree without a captureID is no capture job');
}

const withoutNulls = (error: Json): Json =>
  isJsonObject(error) ? Object.fromEntries(Object.entries(error).filter(([, value]) => value !== null)) : error;

const isJob = (tree: object): tree is CaptureJob => 'captureID' in tree;
