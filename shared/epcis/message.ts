import { isJsonObject, type Json } from '../wire/json.ts';
import type { CaptureJob } from './capture-job.ts';
import type { QueryMessage } from './query-message.ts';

/** An EPCIS document that holds no events. */
export type Message =
  | { readonly is: 'query'; readonly query: QueryMessage }
  | { readonly is: 'capture-job'; readonly job: CaptureJob };

/** Names that only parameters of SimpleEventQuery and SimpleMasterDataQuery have (EPCIS 2.0 §8.2.7). */
const parameter =
  /^(?:(?:EQ|GT|GE|LT|LE|WD|MATCH|EXISTS|HASATTR|EQATTR)_.|(?:eventType|orderBy|orderDirection|eventCountLimit|maxEventCount|vocabularyName|includeAttributes|includeChildren|attributeNames|maxElementCount|HASATTR)$)/;

/** What a JSON value is by its members, if it is a message at all; whether a sound one is another matter. */
export function messageKind(root: Json): Message['is'] | undefined {
  if (!isJsonObject(root) || Object.hasOwn(root, 'type') || Object.hasOwn(root, 'epcisBody')) return undefined;
  if (['captureID', 'captureErrorBehaviour'].some((name) => Object.hasOwn(root, name))) return 'capture-job';
  const isQuery = isJsonObject(root['query']) || Object.keys(root).some((name) => parameter.test(name));
  return isQuery ? 'query' : undefined;
}

/** What a message is, in a few words for people. */
export function described(message: Message): string {
  if (message.is === 'query') {
    const { queryName, params } = message.query;
    const count = Object.keys(params).length;
    return `a query to a repository (${JSON.stringify(queryName.slice(0, 80))}, ${count} parameter${count === 1 ? '' : 's'})`;
  }
  const { captureID, running, success } = message.job;
  const state = success ? 'no error' : 'with errors';
  return `the state of a capture (${JSON.stringify(captureID.slice(0, 80))}, ${running ? 'running' : 'finished'}, ${state})`;
}
