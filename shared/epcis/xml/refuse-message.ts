import { isRefusal, type Refusal } from '../../refusal.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import { described } from '../message.ts';
import type { Definitions } from '../prefixes.ts';
import { QUERY_RULE } from '../query-parameters.ts';
import { messageIn } from './read-message.ts';
import { type Built, XML_BINDING } from './read-tree.ts';

/** Refuses a message where a document with events is wanted: for what is wrong with it, or because it is one. */
export function refuseMessage(built: Built, definitions: Definitions): Refusal {
  const message = messageIn(built, definitions);
  if (isRefusal(message)) return message;
  const { at, path } = built.spot;
  const detail = `${built.name.local} is ${described(message)}, not a document with events or master data`;
  return refuseXml('unsupported', detail, at, { path, rule: message.is === 'query' ? QUERY_RULE : XML_BINDING });
}
