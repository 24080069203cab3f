import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { detached } from '../wire/detached.ts';
import { mayBeIllFormed } from '../wire/ill-formed.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import type { JsonItem } from '../wire/json-split.ts';
import { parseQuickly, verifyParsed } from '../wire/parse-json.ts';
import { refuseUnparsed } from '../wire/refuse-json.ts';
import { jsonSplitter } from '../wire/split-json.ts';
import type { EpcisHead } from './document.ts';
import { type Definitions, readContext } from './prefixes.ts';
import { isProblem, JSON_BINDING, type Problem, problem, refusalOf, under } from './problem.ts';
import { isRefused, readEvent, soundReader } from './read-event.ts';
import { isDocumentType, readHead } from './read-head.ts';
import { refuseJsonMessage } from './read-json-message.ts';
import { type EpcisLimits, type EpcisReader, type EpcisSink, epcisLimits } from './reader.ts';

const lists = ['/epcisBody/eventList', '/epcisBody/event', '/epcisBody/queryResults/resultsBody/eventList'];
/** One of GS1's published examples (AssociationEvent h) carries it twice, and so do documents made after it. */
const mayRepeat: ReadonlySet<string> = new Set(['eventID']);

/**
 * Reads an EPCISDocument, an EPCISQueryDocument or a bare event, EPCIS 2.0 JSON, in pieces. Members may come in any
 * order; events that stand before `@context` wait for it. A fault in an event's members refuses that event; a break of
 * JSON's grammar refuses the document, and so does what is longer or deeper than the limits.
 */
export function jsonReader(sink: EpcisSink, limits: Partial<EpcisLimits> = {}): EpcisReader {
  const { depth, length, eventLength, headLength } = { ...epcisLimits, ...limits };
  const events = new JsonEvents(sink, headLength);
  const splitter = jsonSplitter(
    {
      lists,
      early: '@context',
      mayRepeat,
      items: (items) => events.take(items),
      member: (context) => events.define(context),
    },
    { depth, length, item: eventLength, frame: Math.max(headLength, eventLength) },
  );
  let end: EpcisHead | Refusal | undefined;
  return {
    write: (text) => splitter.write(text),
    end: () => {
      if (end !== undefined) return end;
      const rest = splitter.end();
      end = isRefusal(rest) ? rest : events.end(rest.value);
      return end;
    },
  };
}

function noDocument(type: Json | undefined): Problem {
  const remedy = 'write "type": "EPCISDocument", or "EPCISQueryDocument" for query results';
  if (type === undefined) return problem('"type" of the document is missing', JSON_BINDING, remedy);
  const shown = typeof type === 'string' ? JSON.stringify(type.slice(0, 100)) : 'this';
  return under('type', problem(`${shown} is no type of document`, JSON_BINDING, remedy));
}

/** What a waiting event takes beside its text, in characters. */
const BESIDES = 512;

/** Reads events as soon as it is known what their prefixes mean. */
class JsonEvents {
  readonly #sink: EpcisSink;
  readonly #mostHeld: number;
  #definitions: Definitions | undefined;
  #readSound = soundReader(new Map());
  #held: JsonItem[] = [];
  #heldLength = 0;
  #count = 0;

  constructor(sink: EpcisSink, mostHeld: number) {
    this.#sink = sink;
    this.#mostHeld = mostHeld;
  }

  take(items: readonly JsonItem[]): Refusal | undefined {
    const definitions = this.#definitions;
    if (definitions === undefined) return this.#hold(items);
    const values = items.map(({ text, survey }) => parseQuickly(text, survey));
    for (const [index, item] of items.entries()) {
      const refusal = this.#read(item, values[index], definitions);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  define(context: Json): Refusal | undefined {
    const definitions = readContext(context);
    if (isProblem(definitions)) return refusalOf(under('@context', definitions));
    this.#definitions = definitions;
    this.#readSound = soundReader(definitions);
    const held = this.#held;
    this.#held = [];
    for (const item of held) {
      const refusal = this.take([item]);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  end(root: Json): EpcisHead | Refusal {
    if (!isJsonObject(root)) return refusalOf(problem('the document is no object', JSON_BINDING));
    const message = refuseJsonMessage(root);
    if (message !== undefined) return message;
    const { type } = root;
    if (this.#definitions === undefined) return refusalOf(problem('"@context" is missing', JSON_BINDING));
    if (!isDocumentType(type)) return this.#bare(root);
    const head = readHead(root, type, this.#definitions);
    const body = root['epcisBody'];
    const single = isJsonObject(body) && !Array.isArray(body['event']) ? body['event'] : undefined;
    if (!isRefusal(head) && single !== undefined) this.#judge(single, this.#definitions, '/epcisBody/event', false);
    return head;
  }

  #bare(root: Json): EpcisHead | Refusal {
    if (this.#count > 0) return refusalOf(noDocument(isJsonObject(root) ? root['type'] : undefined));
    this.#judge(root, new Map(), '', false);
    return { form: 'bare', context: {} };
  }

  #hold(items: readonly JsonItem[]): Refusal | undefined {
    for (const item of items) {
      this.#held.push({ ...item, text: detached(item.text) });
      this.#heldLength += item.text.length + BESIDES;
    }
    return this.#heldLength <= this.#mostHeld
      ? undefined
      : refuse('too-large', `the events before "@context" take more than ${this.#mostHeld} characters`, {
          rule: 'limit of this reader',
          remedy: 'put "@context" first',
        });
  }

  #read(
    { text, survey, list, index, line, column }: JsonItem,
    value: Json | undefined,
    definitions: Definitions,
  ): Refusal | undefined {
    const at = `${list}/${index}`;
    const isSound = value !== undefined && !mayBeIllFormed(text);
    const event = isSound ? this.#readSound(value, survey) : undefined;
    if (event !== undefined) {
      this.#sink.event(event, this.#count++, at);
      return undefined;
    }
    const verified = verifyParsed(text, survey, value, mayRepeat);
    if ('value' in verified) {
      this.#judge(verified.value, definitions, at, survey.plainLists);
      return undefined;
    }
    const refusal = refuseUnparsed(verified, text, at, { line, column });
    if (refusal.at === undefined) return refusal;
    this.#sink.refused([refusal], this.#count++);
    return undefined;
  }

  #judge(value: Json, definitions: Definitions, at: string, plainLists: boolean): void {
    const read = readEvent(value, definitions, at, plainLists);
    if (isRefused(read)) this.#sink.refused(read, this.#count++);
    else this.#sink.event(read, this.#count++, at);
  }
}
