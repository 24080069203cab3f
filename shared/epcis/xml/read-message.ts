import { isRefusal, type Refusal } from '../../refusal.ts';
import { isJsonObject, type Json } from '../../wire/json.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { Message } from '../message.ts';
import type { Definitions } from '../prefixes.ts';
import { QUERY_RULE } from '../query-parameters.ts';
import { captureJobIn } from './read-capture-job.ts';
import { queryIn } from './read-query-message.ts';
import type { Built } from './read-tree.ts';

/** What the messages must say that are not read any further. */
const required: Readonly<Record<string, readonly string[]>> = {
  Subscribe: ['queryName', 'params', 'dest', 'controls', 'subscriptionID'],
  Unsubscribe: ['subscriptionID'],
  GetSubscriptionIDs: ['queryName'],
};

/** The message that an element is. Refuses one that is not sound, and those of the query interface that are no Poll. */
export function messageIn(built: Built, definitions: Definitions): Message | Refusal {
  const { name, spot, tree } = built;
  if (name.local === 'Poll') {
    const query = queryIn(built);
    return isRefusal(query) ? query : { is: 'query', query };
  }
  if (name.local === 'EPCISCaptureJob') {
    const job = captureJobIn(built, definitions);
    return isRefusal(job) ? job : { is: 'capture-job', job };
  }
  const about = { path: spot.path, rule: QUERY_RULE };
  const missing = missingIn(name.local, tree);
  if (missing !== undefined) return refuseXml('malformed', `<${missing}> is missing`, spot.at, about);
  const detail = `${name.local} is ${kindOf(name.local)}, not a document with events or master data`;
  return refuseXml('unsupported', detail, spot.at, about);
}

const missingIn = (message: string, tree: Json): string | undefined =>
  isJsonObject(tree)
    ? (required[message] ?? []).find((name) => tree[name] === undefined || tree[name] === '')
    : undefined;

function kindOf(local: string): string {
  if (local.endsWith('Exception')) return 'the report of an error';
  if (local.endsWith('Result')) return 'the answer to a message of the query interface';
  return 'a message to the query interface';
}
