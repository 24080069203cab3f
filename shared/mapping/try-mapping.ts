import * as v from 'valibot';
import type { EpcisEvent } from '../epcis/event.ts';
import type { MasterDataList } from '../epcis/master-data.ts';
import { readDocument } from '../epcis/read-document.ts';
import { jsonDocument } from '../epcis/write-json.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { families, type OtherMessage } from './exchange/families.ts';
import type { Mapping } from './mapping.ts';
import { readMapped } from './read-mapped.ts';
import type { Prefixes, ReadBack, WrittenDocument } from './results.ts';
import type { SampleAbout } from './sample.ts';
import { writeMapped, writeMessage } from './write-mapped.ts';

/** What a mapping makes of something: documents, what a document says, or why it does not. */
export type Attempt =
  | { readonly documents: readonly WrittenDocument[] }
  | { readonly read: ReadBack }
  | { readonly problems: readonly Refusal[] };

/** Tries a mapping on a text: of what goes out an EPCIS document or a message as JSON, of what comes in the partner's document. */
export function tryMapping(mapping: Mapping, input: string, about: SampleAbout, prefixes: Prefixes): Attempt {
  if (mapping.direction === 'in') {
    const read = readMapped(mapping, input, prefixes);
    return Array.isArray(read) ? { problems: read } : { read };
  }
  const message = messageIn(input);
  if (message !== undefined) {
    if (isRefusal(message)) return { problems: [message] };
    const written = writeMessage(mapping, { ...about, message });
    return Array.isArray(written) ? { problems: written } : { documents: [written] };
  }
  const document = readDocument(input);
  return isRefusal(document)
    ? { problems: [document] }
    : tryEvents(mapping, document.events, about, prefixes, document.masterData);
}

/** The same of what goes out, on events as they are. */
export function tryEvents(
  mapping: Mapping,
  events: readonly EpcisEvent[],
  about: SampleAbout,
  prefixes: Prefixes,
  masterData?: readonly MasterDataList[],
): Attempt {
  const written = writeMapped(mapping, { ...about, events, ...(masterData && { masterData }) }, prefixes);
  return Array.isArray(written) ? { problems: written } : { documents: [written] };
}

const named = v.object({ family: v.string(), content: v.unknown() });

/** A message that is no events, as JSON; undefined for any other text. */
function messageIn(input: string): OtherMessage | Refusal | undefined {
  const read = v.safeParse(named, jsonOf(input));
  if (!read.success) return undefined;
  const { family, content } = read.output;
  switch (family) {
    case 'serial-request':
    case 'serial-response':
    case 'end-of-batch':
    case 'production-order':
    case 'processing-response': {
      const checked = v.safeParse(families[family], content);
      const message: unknown = { family, content: checked.output };
      return checked.success && isMessage(message) ? message : misshapen(family, checked.issues?.[0]);
    }
    default:
      return misshapen(family);
  }
}

/** Family and content were checked by one row of the table. */
const isMessage = (value: unknown): value is OtherMessage =>
  typeof value === 'object' && value !== null && 'family' in value;

const misshapen = (family: string, issue?: v.BaseIssue<unknown>): Refusal =>
  refuse(
    'malformed',
    issue === undefined ? `${family} is no message that is told apart from events` : `${family}: ${issue.message}`,
    {
      at: `/content${(issue?.path ?? []).map(({ key }) => `/${String(key)}`).join('')}`,
      remedy: 'docs/partners-mapping.md describes the messages',
    },
  );

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What was read, as text: EPCIS 2.0 JSON, or a message with what it says. `creationDate`: of a document that tells none. */
export function toldAsJson(read: ReadBack, creationDate: string): string {
  if (read.family !== 'epcis') return JSON.stringify({ family: read.family, content: read.content }, undefined, 2);
  const { family: _, leftOut: __, id, events, ...head } = read;
  const about = { creationDate, ...head, ...(id !== undefined && { instanceIdentifier: id }) };
  return JSON.stringify(
    jsonDocument({ form: 'EPCISDocument', schemaVersion: '2.0', context: {}, ...about, events }),
    undefined,
    2,
  );
}
