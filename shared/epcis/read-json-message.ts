import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import { described, type Message, messageKind } from './message.ts';
import { JSON_BINDING } from './problem.ts';
import { readCaptureJob } from './read-capture-job.ts';
import { readQueryMessage } from './read-query-message.ts';

/** The message that a JSON value is. The tree was parsed for this. */
export function messageOf(root: Json): Message | Refusal {
  const kind = messageKind(root);
  if (kind === undefined || !isJsonObject(root)) return neither;
  if (kind === 'query') {
    const query = readQueryMessage(root);
    return isRefusal(query) ? query : { is: 'query', query };
  }
  const job = readCaptureJob(root);
  return isRefusal(job) ? job : { is: 'capture-job', job };
}

const neither = refuse('unsupported', 'this is neither a query nor a capture job', {
  rule: JSON_BINDING,
  remedy: 'send {"name", "query": {…}}, the parameters of a query, or a capture job',
});

/** Refuses a message where a document with events is wanted: for what is wrong with it, or because it is one. Undefined for anything else. */
export function refuseJsonMessage(root: Json): Refusal | undefined {
  if (messageKind(root) === undefined) return undefined;
  const message = messageOf(root);
  if (isRefusal(message)) return message;
  const detail = `this is ${described(message)}, not a document with events or master data`;
  return refuse('unsupported', detail, { at: '', rule: JSON_BINDING });
}
