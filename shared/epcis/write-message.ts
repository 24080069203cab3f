import type { Refusal } from '../refusal.ts';
import type { Message } from './message.ts';
import { captureJobJson } from './write-capture-job.ts';
import { queryJson } from './write-query-message.ts';
import { captureJobXml } from './xml/write-capture-job.ts';
import { type QueryXmlOptions, queryXml } from './xml/write-query-message.ts';

/** The form to write. JSON has no versions, and no place for a creationDate. */
export type MessageStyle =
  | { readonly to: 'json'; readonly indent?: boolean }
  | ({ readonly to: 'xml' } & QueryXmlOptions);

/** The message as text. Refuses what the form cannot carry: `at` is a JSON pointer into the query or job. */
export function writeMessage(message: Message, style: MessageStyle): string | Refusal {
  if (style.to === 'xml')
    return message.is === 'query' ? queryXml(message.query, style) : captureJobXml(message.job, style);
  const tree = message.is === 'query' ? queryJson(message.query) : captureJobJson(message.job);
  return `${JSON.stringify(tree, undefined, style.indent === true ? 2 : undefined)}\n`;
}
