import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { DocumentForm } from '../document.ts';
import { authorityOf, businessHeaderFacts, businessTypeOf } from './business-header.ts';

export interface BusinessHeader {
  readonly sender?: string;
  readonly receiver?: string;
  readonly instanceIdentifier?: string;
  /** True when the header says nothing else that would not be written again by itself. */
  readonly plain: boolean;
}

/** What else is known of the document. */
export interface Known {
  readonly form: DocumentForm;
  readonly creationDate: string | undefined;
  readonly subscriptionID: string | undefined;
}

/** Takes the three members that every form of a document has out of a Standard Business Document Header. */
export function readBusinessHeader(header: Json, known: Known): BusinessHeader {
  const sender = textOf(followed(header, 'Sender', 'Identifier'));
  const receiver = textOf(followed(header, 'Receiver', 'Identifier'));
  const instanceIdentifier = textOf(followed(header, 'DocumentIdentification', 'InstanceIdentifier'));
  return {
    ...(sender === '' ? {} : { sender }),
    ...(receiver === '' ? {} : { receiver }),
    ...(instanceIdentifier === '' ? {} : { instanceIdentifier }),
    plain: saysOnly(header, {
      HeaderVersion: is(businessHeaderFacts.HeaderVersion),
      Sender: (party) => saysOnly(party, { Identifier: isPlainIdentifier }),
      Receiver: (party) => saysOnly(party, { Identifier: isPlainIdentifier }),
      DocumentIdentification: (identification) =>
        saysOnly(identification, {
          Standard: is(businessHeaderFacts.Standard),
          TypeVersion: is(businessHeaderFacts.TypeVersion),
          InstanceIdentifier: (value) => typeof value === 'string',
          Type: is(businessTypeOf(known.form, known.subscriptionID)),
          CreationDateAndTime: is(known.creationDate),
        }),
    }),
  };
}

const is = (expected: string | undefined) => (value: Json) => value === expected;

function isPlainIdentifier(value: Json): boolean {
  if (!isJsonObject(value)) return typeof value === 'string';
  const { '@Authority': authority, '#text': text = '', ...rest } = value;
  return Object.keys(rest).length === 0 && typeof text === 'string' && authority === authorityOf(text);
}

/** True for a structure that has only these members, each of them as said. */
function saysOnly(value: Json, members: Record<string, (value: Json) => boolean>): boolean {
  if (!isJsonObject(value)) return value === '';
  return Object.entries(value).every(([name, member]) => members[localOf(name)]?.(member) === true);
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

function followed(from: Json, ...path: string[]): Json {
  let here: Json = from;
  for (const local of path) {
    const next = isJsonObject(here) ? memberOf(here, local) : undefined;
    // Of several senders the first is the sender; the whole header is kept for the others.
    here = (Array.isArray(next) ? next[0] : next) ?? '';
  }
  return here;
}

const memberOf = (holder: JsonObject, local: string): Json | undefined =>
  Object.entries(holder).find(([name]) => localOf(name) === local)?.[1];

function textOf(value: Json): string {
  const text = isJsonObject(value) ? value['#text'] : value;
  return typeof text === 'string' ? text : '';
}
