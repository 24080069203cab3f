import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { EpcisDocument, EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { jsonReader } from './read-json-stream.ts';
import type { EpcisLimits, EpcisReader, EpcisSink } from './reader.ts';
import { xmlDocumentReader } from './xml/read-xml-document.ts';

export interface ReadOptions {
  /** `published`: an XML document has to keep the order of the published schema. Without it any order is read. */
  readonly order?: 'any' | 'published';
  readonly limits?: Partial<EpcisLimits>;
}

/** A reader of any form, which can say what it took the text for. */
export interface DocumentReader extends EpcisReader {
  /** Undefined as long as there was nothing but white space. */
  syntax(): Syntax | undefined;
}

type Syntax = 'json' | 'xml';

/** More white space before a document, and a longer XML declaration, than any sender writes. */
const MOST_HELD = 64 * 1024;

/**
 * Reads a document of any form: the first character tells XML from JSON. A byte order mark and white space before it are
 * passed over, although XML 1.0 §2.8 allows none before a declaration.
 */
export function documentReader(sink: EpcisSink, options: ReadOptions = {}): DocumentReader {
  let held = '';
  let reader: EpcisReader | undefined;
  let syntax: Syntax | undefined;
  let refused: Refusal | undefined;

  const begin = (text: string, last: boolean): Refusal | undefined => {
    held = (held + text).replace(/^\ufeff/, '');
    const start = held.search(/[^\s\ufeff]/);
    if (start < 0)
      return held.length > MOST_HELD
        ? refuse('too-large', `${MOST_HELD} characters of white space and no document`)
        : undefined;
    syntax = syntaxOf(held.charAt(start));
    if (syntax === undefined) return neither(held, start);
    if (syntax === 'xml' && start > 0) {
      const declared = declaration(held, start);
      if (declared === 'begun' && !last && held.length < MOST_HELD) return undefined;
      if (typeof declared === 'number') held = blank(held.slice(0, declared)) + held.slice(declared);
    }
    reader = syntax === 'xml' ? xmlDocumentReader(sink, options) : jsonReader(sink, options.limits);
    return reader.write(held);
  };
  const write = (text: string, last: boolean): Refusal | undefined => {
    refused ??= reader === undefined ? begin(text, last) : reader.write(text);
    return refused;
  };
  return {
    write: (text) => write(text, false),
    end: () => (reader === undefined ? write('', true) : undefined) ?? refused ?? reader?.end() ?? nothing,
    syntax: () => syntax,
  };
}

/** Where the XML declaration ends that stands at a place; `begun` while that cannot be told, undefined when there is none. */
function declaration(text: string, start: number): number | 'begun' | undefined {
  const begins = text.slice(start, start + 6);
  if (!(begins.length < 6 ? '<?xml '.startsWith(begins) : /^<\?xml\s/.test(begins))) return undefined;
  const end = text.indexOf('?>', start);
  return end < 0 ? 'begun' : end + 2;
}

/** White space of the same lines and columns. */
const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

const rule = 'EPCIS 2.0 §9 and §10';
const remedy = 'send EPCIS JSON-LD 2.0, or EPCIS XML 1.0 to 2.0';
const nothing = refuse('malformed', 'there is nothing to read', { rule, remedy });

function syntaxOf(first: string): Syntax | undefined {
  if (first === '<') return 'xml';
  return first === '{' || first === '[' ? 'json' : undefined;
}

function neither(text: string, start: number): Refusal {
  const before = text.slice(0, start).split('\n');
  const [line, column] = [before.length, (before.at(-1) ?? '').length + 1];
  const found = JSON.stringify(text.slice(start, start + 1));
  return refuse('malformed', `${found} begins neither XML nor JSON`, {
    at: `${line}:${column}`,
    line,
    column,
    rule,
    remedy,
  });
}

/** A document of any form whose events are all sound, or the first of what is wrong with it. */
export function readDocument(text: string, options: ReadOptions = {}): EpcisDocument | Refusal {
  const events: EpcisEvent[] = [];
  let first: Refusal | undefined;
  const reader = documentReader(
    {
      event: (event) => events.push(event),
      refused: ([refusal]) => {
        first ??= refusal;
      },
    },
    options,
  );
  const head: EpcisHead | Refusal = reader.write(text) ?? reader.end();
  return first ?? (isRefusal(head) ? head : { ...head, events });
}
