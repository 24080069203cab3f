import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import type { ForeignLine, ForeignOrder } from '../foreign-line.ts';
import { callIn } from './call-in.ts';
import { csvFacts } from './csv-facts.ts';
import { eventFacts } from './event-facts.ts';
import { orderOfFile } from './order-of-file.ts';
import type { Parcel, Told } from './parcel.ts';

/** Characters that a call has at most: more than 2,000 identifiers of the longest form take. */
const MOST_CALL = 1024 * 1024;

/**
 * Reads a file by the end of its name: `.xml` and `.json` are EPCIS documents of any form, `.json` with a member `do` is a call, `.csv` a list. A
 * refusal is of the file as a whole, as for one that was cut off.
 */
export async function readParcel(line: ForeignLine, name: string, bytes: Uint8Array): Promise<Parcel | Refusal> {
  const decoder = textDecoder();
  const text = decoder.write(bytes);
  if (isRefusal(text)) return text;
  const rest = decoder.end();
  if (isRefusal(rest)) return rest;
  const all = text + rest;
  // A call is never so large: that is a document, and read in pieces.
  const call = /\.json$/i.test(name) && all.length <= MOST_CALL ? callIn(all) : undefined;
  if (call !== undefined) return call;
  const order = orderOfFile(line, name);
  if (isRefusal(order)) return order;
  const told = await factsIn(name, all, order);
  return isRefusal(told) ? told : { told, order: `${order.order.owner}/${order.order.order}` };
}

function factsIn(name: string, text: string, order: ForeignOrder): Promise<Told | Refusal> | Told | Refusal {
  if (/\.csv$/i.test(name)) return csvFacts(text);
  if (/\.(json|xml)$/i.test(name)) return eventFacts(text, order);
  return refuse('unsupported-media', 'its name tells no form', {
    rule: 'docs/line-files.md',
    remedy: 'Name it .xml, .json or .csv.',
  });
}
