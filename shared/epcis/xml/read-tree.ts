import type { Refusal } from '../../refusal.ts';
import { detached } from '../../wire/detached.ts';
import type { Json } from '../../wire/json.ts';
import type { XmlAttribute } from '../../wire/read-xml.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { XmlName } from '../../wire/xml-names.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';
import { addRanked, misplacedIn } from './element-order.ts';
import { takeAttribute } from './read-attributes.ts';
import { childOf } from './read-child.ts';
import { attach, begin, elementContent, passThrough, putLeaf } from './read-content.ts';
import { type Frame, indexOf, newFrame, noName, setOrder, skipped, spelled, stepOf } from './read-frame.ts';
import type { Member } from './read-kinds.ts';
import { placeIn, type Sequence } from './read-order.ts';
import type { Prefixes } from './read-prefixes.ts';
import type { Spot, Trail } from './read-trail.ts';
import { isBlank, leafValue, trimmed } from './read-values.ts';

/** What is wrong with an element or attribute where it stands. */
export interface Fault extends Spot {
  readonly detail: string;
  readonly remedy?: string;
}

/** An element that was read to its end. */
export interface Built {
  readonly name: XmlName;
  readonly member: Member;
  readonly tree: Json;
  readonly trail: Trail;
  /** `path` leads from the root, which is not in it, to the element. */
  readonly spot: Spot;
  /** Only of an event; any other fault ends the reading. */
  readonly faults: readonly Fault[];
}

export interface TreeOptions {
  readonly prefixes: Prefixes;
  /** Takes what is handed over by itself, and the root at last. */
  take(built: Built): Refusal | undefined;
  /** The version of EPCIS whose order of elements is asked for. */
  readonly version?: '1' | '2' | undefined;
  /** UTF-16 code units of one event. */
  readonly eventLength: number;
  /** UTF-16 code units of all that stands around the events. */
  readonly headLength: number;
}

export const XML_BINDING = 'EPCIS XML binding';
const MOST_FAULTS = 100;
/** What an element takes beside its text, in characters. */
const OVERHEAD = 32;
/** Of different names of events that are counted. */
const MOST_COUNTS = 1000;

/** Makes trees as JSON has them of the elements of a document, as they come, without a tree of the XML in between. */
export class TreeBuilder {
  readonly #options: TreeOptions;
  readonly #frames: Frame[] = [];
  readonly #counts = new Map<string, number>();
  /** The last text of each kind of element. */
  readonly #texts = new Map<Member, string>();
  #depth = -1;
  #frame = newFrame();
  /** A text without attributes is most of a document: it gets no frame. */
  #leaf: Member | undefined;
  #leafName = noName;
  #leafAt: XmlPlace = 0;
  #leafText = '';
  /** The white space before the last tag: most often it is the same before the next. */
  #blank = '';
  #faults: Fault[] | undefined;
  #size = 0;
  #around = 0;
  #most: number;

  constructor(options: TreeOptions) {
    this.#options = options;
    this.#most = options.headLength;
  }

  /** True before the root begins and after it has ended. */
  get idle(): boolean {
    return this.#depth < 0;
  }

  /** Begins with the root. */
  start(member: Member, name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    return this.#push(member, false, name, attributes, at);
  }

  open(name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    if (this.#leaf !== undefined) this.#enterLeaf(this.#leaf);
    const parent = this.#frame;
    this.#size += OVERHEAD;
    const child = childOf(parent, name, this.#options.prefixes);
    if (typeof child === 'string' && child !== 'through') return this.#refused(child, name, attributes, at);
    const wrong = parent.order === undefined ? undefined : this.#ranked(parent, parent.order, name, at);
    // It is there all the same: nothing is said to be missing that only stands elsewhere.
    const refused = wrong === undefined ? undefined : this.#fault(wrong, at, `/${spelled(name)}`);
    if (refused !== undefined) return refused;
    if (child === 'through') return this.#push(parent.member, true, name, attributes, at);
    if (child.kind.role !== 'leaf' || attributes.length > 0) return this.#push(child, false, name, attributes, at);
    this.#leaf = child;
    this.#leafName = name;
    this.#leafAt = at;
    this.#leafText = '';
    return undefined;
  }

  text(text: string): Refusal | undefined {
    if (this.#leaf !== undefined) {
      this.#leafText = this.#leafText === '' ? text : this.#leafText + text;
      return this.#grow(text.length);
    }
    const frame = this.#frame;
    const { role, own } = frame.kind;
    if (role === 'leaf' || role === 'free' || own !== '') {
      frame.text = frame.text === '' ? text : frame.text + text;
      return this.#grow(text.length);
    }
    if (text === this.#blank || role === 'skip') return undefined;
    if (isBlank(text)) {
      this.#blank = detached(text);
      return undefined;
    }
    return this.#fault(`<${frame.name.local}> holds text where elements are expected`, frame.at);
  }

  close(): Refusal | undefined {
    const leaf = this.#leaf;
    if (leaf !== undefined) {
      this.#leaf = undefined;
      const text = this.#own(trimmed(this.#leafText), leaf);
      putLeaf(this.#frame, leaf, this.#leafName, leafValue(text, leaf.kind.leaf), this.#leafAt);
      return undefined;
    }
    const frame = this.#frame;
    const wrong = frame.order === undefined ? undefined : this.#disordered(frame, frame.order);
    const spot = isHanded(frame) || this.#depth === 0 ? this.#spot(frame.at) : undefined;
    this.#depth--;
    this.#frame = this.#frames[this.#depth] ?? frame;
    if (wrong !== undefined || frame.through || frame.kind.role === 'skip') return wrong;
    const value = elementContent(frame);
    if (spot !== undefined) return this.#handOver(frame, value ?? '', spot);
    if (value !== undefined) attach(this.#frame, frame, value);
    return undefined;
  }

  #push(member: Member, through: boolean, name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace) {
    const parent = this.#depth < 0 ? undefined : this.#frame;
    this.#depth++;
    const frame = this.#frames[this.#depth] ?? newFrame();
    this.#frames[this.#depth] = frame;
    this.#frame = frame;
    begin(frame, member, name, at);
    if (through && parent !== undefined) passThrough(frame, parent);
    else if (parent !== undefined) frame.index = indexOf(parent, member, name);
    if (isHanded(frame) && member.kind.hand === 'event') this.#beginEvent(frame, name);
    if (this.#options.version !== undefined) setOrder(frame, parent, this.#options.version);
    for (const attribute of attributes) {
      this.#size += attribute.value.length + OVERHEAD;
      const wrong = takeAttribute(frame, attribute, this.#options.prefixes);
      const refused = wrong === undefined ? undefined : this.#fault(wrong, attribute.at, `/@${attribute.name.local}`);
      if (refused !== undefined) return refused;
    }
    return this.#grow(0);
  }

  /** The text with characters of its own. Steps, places and the like are the same in event after event: they share one text. */
  #own(text: string, member: Member): string {
    if (member.count !== 'once') return detached(text);
    const before = this.#texts.get(member);
    if (before === text) return before;
    const own = detached(text);
    this.#texts.set(member, own);
    return own;
  }

  /** An element stands inside a text: now it needs a frame after all. */
  #enterLeaf(leaf: Member): void {
    this.#leaf = undefined;
    this.#push(leaf, false, this.#leafName, [], this.#leafAt);
    this.#frame.text = this.#leafText;
  }

  #beginEvent(frame: Frame, name: XmlName): void {
    this.#around = this.#size;
    this.#size = 0;
    this.#most = this.#options.eventLength;
    this.#faults = [];
    const { key, kind } = frame.member;
    if (kind.role === 'record') putLeaf(frame, { ...frame.member, key: 'type', count: 'once' }, noName, key, frame.at);
    frame.index = (this.#counts.get(name.local) ?? 0) + 1;
    if (this.#counts.size < MOST_COUNTS || frame.index > 1) this.#counts.set(name.local, frame.index);
  }

  #handOver(frame: Frame, tree: Json, spot: Spot): Refusal | undefined {
    const { name, member, trail } = frame;
    const isEvent = frame.kind.hand === 'event';
    const faults = isEvent ? this.#faults : undefined;
    if (isEvent) {
      this.#faults = undefined;
      this.#size = this.#around;
      this.#most = this.#options.headLength;
    }
    return this.#options.take({ name, member, tree, trail, spot, faults: faults ?? [] });
  }

  /** Refuses an element and passes over what is in it. */
  #refused(detail: string, name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    return this.#fault(detail, at, `/${spelled(name)}`) ?? this.#push(skipped, false, name, attributes, at);
  }

  /** A fault inside an event is kept for it; any other is one of the document. */
  #fault(detail: string, at: XmlPlace, step = ''): Refusal | undefined {
    const fault = { detail, ...this.#spot(at, step) };
    if (this.#faults === undefined) return refuseXml('malformed', detail, at, { path: fault.path, rule: XML_BINDING });
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(fault);
    return undefined;
  }

  #grow(length: number): Refusal | undefined {
    this.#size += length;
    if (this.#size <= this.#most) return undefined;
    const what = this.#faults === undefined ? 'what stands around the events' : 'one event';
    const { at, path } = this.#spot(this.#frame.at);
    return refuseXml('too-large', `${what} has more than ${this.#most} characters`, at, { path, rule: XML_BINDING });
  }

  #spot(at: XmlPlace, step = ''): Spot {
    return { at, path: this.#path(this.#depth) + step };
  }

  #path(depth: number): string {
    const frame = this.#frames[depth];
    if (depth <= 0 || frame === undefined) return '';
    frame.path ??= this.#path(depth - 1) + stepOf(frame);
    return frame.path;
  }

  /** Notes a child for the order of the schema. Answers why it has no place in it. */
  #ranked(parent: Frame, order: Sequence, name: XmlName, at: XmlPlace): string | undefined {
    const place = placeIn(order, name);
    if (place === undefined) return `<${spelled(name)}> has no place in <${spelled(parent.name)}> by the XSD`;
    const isTwice = isNesting(place) && parent.kind.role !== 'events' && parent.seen?.has(place) === true;
    parent.seen?.add(place);
    addRanked(parent.ranked, { name: spelled(name), rank: order.ranks.get(place) ?? 0, at });
    return isTwice ? `<${spelled(name)}> stands twice: the XSD takes one` : undefined;
  }

  /** What the whole of an element shows: children in the wrong place, and one that is missing. */
  #disordered(frame: Frame, order: Sequence): Refusal | undefined {
    let refused: Refusal | undefined;
    for (const { child, detail } of misplacedIn(frame.ranked))
      refused ??= this.#fault(detail, child.at, `/${child.name}`);
    const missing = order.required.find((name) => !frame.seen?.has(name));
    if (missing !== undefined) refused ??= this.#fault(`<${missing}> is missing: the XSD wants it`, frame.at);
    return refused;
  }
}

const isNesting = (local: string): boolean => local === 'extension' || local === 'baseExtension';

/** True for the element itself of what is handed over, not for an `extension` in it. */
const isHanded = ({ kind, through }: Frame): boolean => kind.hand !== undefined && !through;
