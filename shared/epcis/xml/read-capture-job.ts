import type { Refusal } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import { type CaptureJob, PROBLEM_NAMESPACE } from '../capture-job.ts';
import { checkCaptureJob } from '../check-capture-job.ts';
import type { Context } from '../event.ts';
import { type Definitions, namespaceOf } from '../prefixes.ts';
import { asCaptureJob } from '../read-capture-job.ts';
import { neededContext, newScope } from '../scope.ts';
import { elementRefusal } from './read-event.ts';
import type { Built } from './read-tree.ts';
import { respelled } from './respell-prefixes.ts';

/** The job that an EPCISCaptureJob is (EPCglobal-epcis-2_0.xsd), or the first thing that is wrong with it. */
export function captureJobIn({ tree, trail, spot }: Built, definitions: Definitions): CaptureJob | Refusal {
  if (!isJsonObject(tree)) return refuseXml('malformed', 'a capture job has no content', spot.at, spot);
  const scope = newScope(definitions, 'uris');
  checkCaptureJob(tree, scope);
  const [wrong] = scope.problems;
  if (wrong !== undefined) return elementRefusal(wrong, tree, trail, spot);
  const { errors } = tree;
  if (Array.isArray(errors)) tree['errors'] = errors.map((error) => withBareNames(error, definitions));
  const context = neededContext(scope) ?? {};
  const clashes = [...scope.clashes].filter((prefix) => scope.used.has(prefix));
  if (clashes.length === 0) return asCaptureJob(tree, someOf(context, definitions));
  const { '@context': renamed, ...rest } = respelled(tree, context, clashes);
  return asCaptureJob(rest, someOf(isContext(renamed) ? renamed : {}, definitions));
}

/** What stands in the namespace of RFC 9457 has names of its own in JSON. */
function withBareNames(error: Json, definitions: Definitions): Json {
  if (!isJsonObject(error)) return error;
  return Object.fromEntries(Object.entries(error).map(([name, value]) => [bareName(name, definitions), value]));
}

function bareName(name: string, definitions: Definitions): string {
  const colon = name.indexOf(':');
  const isOfProblems = colon > 0 && namespaceOf(name.slice(0, colon), definitions) === PROBLEM_NAMESPACE;
  return isOfProblems ? name.slice(colon + 1) : name;
}

/** Those prefixes that the members still have; undefined when there are none. */
function someOf(context: Context, definitions: Definitions): Context | undefined {
  const left = Object.entries(context).filter(([prefix]) => namespaceOf(prefix, definitions) !== PROBLEM_NAMESPACE);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

const isContext = (value: Json | undefined): value is JsonObject & Context => isJsonObject(value);
