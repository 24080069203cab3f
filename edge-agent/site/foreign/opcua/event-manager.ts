import { isRefusal } from '#shared/refusal.ts';
import type { Fact, ForeignLine, NumbersFact } from '../foreign-line.ts';
import { levelOf } from '../level-of.ts';
import { type Answer, answerTo, no } from './answer.ts';
import { levelNamed, nameOf, orderOf } from './find-order.ts';
import { areWritten, formats } from './formats.ts';
import type { EventMethod } from './nodes.ts';
import { type ReturnCode, serialStates } from './return-codes.ts';
import { wordsOf } from './said-words.ts';
import { type KeyValues, type Labels, numbersOf } from './words.ts';

type Kind = NumbersFact['kind'];

/** What each event says. Shipping is the warehouse's to tell, not a line's. */
const kinds: Readonly<Record<Exclude<EventMethod, 'SIDShippingEvent'>, Kind>> = {
  SNInvalidatingEvent: 'invalidated',
  LabelsEncodingEvent: 'encoded',
  LabelsScrappingEvent: 'label-scrapped',
  LabelsInspectingEvent: 'inspected',
  LabelsSamplingEvent: 'label-sampled',
  SIDCommissioningEvent: 'commissioned',
  SIDDecommissioningEvent: 'decommissioned',
  SIDDestroyingEvent: 'destroyed',
  SIDInspectingEvent: 'inspected',
};

/** The code for what cannot be taken of such an event. */
const unable = (method: EventMethod): ReturnCode => {
  if (method === 'SNInvalidatingEvent') return 'UnableToAcceptSerialNumberEvents';
  return method.startsWith('Labels') ? 'UnableToAcceptLabelEvents' : 'UnableToAcceptSIDEvents';
};

/**
 * OPEN-SCS has no event for a pack that was sampled or rejected: the state of the collection says it, Sampled in an inspecting or
 * decommissioning event, Inactive in an inspecting one.
 */
function kindOf(method: keyof typeof kinds, state: number): Kind {
  const name = serialStates[state];
  const looks = method === 'SIDInspectingEvent' || method === 'LabelsInspectingEvent';
  if (name === 'Sampled' && (looks || method === 'SIDDecommissioningEvent')) return 'sampled';
  return name === 'Inactive' && looks ? 'rejected' : kinds[method];
}

export interface Told {
  readonly method: EventMethod;
  readonly numbers: readonly string[];
  readonly state: number;
  readonly format: string;
  readonly context: KeyValues;
}

export interface Aggregated {
  readonly packs: boolean;
  readonly elements: readonly {
    readonly parentElement: { readonly ID: string; readonly labelProperties: KeyValues };
    readonly parentElementCollection: Labels;
  }[];
  readonly parentFormat: string;
  readonly childFormat: string;
  readonly context: KeyValues;
}

/** What the methods of event manager and aggregation manager do (OPC 30260 §6.3.2, §6.3.3). */
export class EventManager {
  readonly #line: ForeignLine;
  readonly #newToken: () => string;

  constructor(line: ForeignLine, newToken: () => string) {
    this.#line = line;
    this.#newToken = newToken;
  }

  /** What became of numbers, labels or packs. */
  async tell({ method, numbers, state, format, context }: Told): Promise<Answer> {
    if (method === 'SIDShippingEvent')
      return no('UnableToAcceptSIDEvents', 'shipping is told by the warehouse of the site, not by a line');
    if (!areWritten(format, numbers)) return noFormat('SNFormat');
    const words = wordsOf(context);
    const kind = kindOf(method, state);
    const { EventTime: at, Reason: reason = `told by ${method}` } = words;
    const fact: Fact =
      kind === 'encoded' || kind === 'commissioned' ? { kind, numbers, at } : { kind, numbers, reason, at };
    return this.#take(words, [fact], unable(method));
  }

  /** Packs went into containers, or out of them; an unpacking without children takes all out. */
  async aggregate({ packs, elements, parentFormat, childFormat, context }: Aggregated): Promise<Answer> {
    const words = wordsOf(context);
    const order = orderOf(this.#line, words, '/AggregationContext');
    if (isRefusal(order)) return no('UnableToAcceptSIDEvents', order);
    const facts: Fact[] = [];
    for (const [i, { parentElement, parentElementCollection }] of elements.entries()) {
      const { ID: parent, labelProperties } = parentElement;
      const children = numbersOf(parentElementCollection);
      if (!areWritten(parentFormat, [parent])) return noFormat('ParentSNFormat');
      if (!areWritten(childFormat, children)) return noFormat('PackedElementSNFormat');
      const own = wordsOf(context, parentElementCollection.labelCollectionProperties, labelProperties);
      const { EventTime: at, Reason: reason = 'told by AggregationUnpackingEvent', Partial: partial } = own;
      if (!packs) {
        facts.push({ kind: 'unpacked', parent, ...(children.length > 0 && { children }), reason, at });
        continue;
      }
      const named = levelNamed(own.PackagingLevel ?? '');
      const level = named === undefined || named === 'item' ? levelOf(order, parent, children) : named;
      if (isRefusal(level)) return no('UnknownAggregationSID', { ...level, at: `/AggregationElement/${i}` });
      facts.push({ kind: 'packed', level, parent, children, partial: partial?.toLowerCase() === 'true', at });
    }
    return this.#take(words, facts, 'UnableToAcceptSIDEvents');
  }

  async #take(words: ReturnType<typeof wordsOf>, facts: readonly Fact[], code: ReturnCode): Promise<Answer> {
    const order = orderOf(this.#line, words);
    if (isRefusal(order)) return no(code, order);
    const token = words.RequestToken ?? this.#newToken();
    const answer = await this.#line.take({ order: nameOf(order), token, facts });
    if (isRefusal(answer) && answer.at === '/token') return no('InvalidRequestToken', answer);
    return answerTo(answer, code);
  }
}

const noFormat = (place: string): Answer =>
  no('InvalidSerialNumbersFormat', `/${place}: the numbers are not written so; formats are ${formats.join(', ')}`);
