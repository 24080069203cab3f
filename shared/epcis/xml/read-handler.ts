import { isRefusal, type Refusal } from '../../refusal.ts';
import type { XmlAttribute, XmlHandler } from '../../wire/read-xml.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { XmlName } from '../../wire/xml-names.ts';
import { columnOf, lineOf, type XmlPlace, xmlPlace } from '../../wire/xml-place.ts';
import type { EpcisHead } from '../document.ts';
import type { Definitions } from '../prefixes.ts';
import { isRefused } from '../read-event.ts';
import type { EpcisLimits, EpcisSink } from '../reader.ts';
import { readXmlEvent } from './read-event.ts';
import { noName } from './read-frame.ts';
import { type Root, readHead } from './read-head.ts';
import { roots } from './read-kinds.ts';
import { newPrefixes } from './read-prefixes.ts';
import { asDocument, isRoot, readRoot } from './read-root.ts';
import { type Built, TreeBuilder, XML_BINDING } from './read-tree.ts';
import { mayHoldDocument, readWithin } from './read-within.ts';
import { refuseMessage } from './refuse-message.ts';
import { namespacesOf } from './root-fault.ts';

const FIRST = xmlPlace(1, 1);
/** What stands before the content of a CDATA section. */
const CDATA = '<![CDATA['.length;

/** Takes a message of the query interface, or a capture job; a refusal ends the reading. */
type TakeMessage = (built: Built, definitions: Definitions) => Refusal | undefined;

/** Finds the EPCIS document in what an XML text holds, and hands over its events as they end. */
export class DocumentHandler implements XmlHandler {
  readonly #sink: EpcisSink;
  readonly #limits: EpcisLimits;
  readonly #published: boolean;
  readonly #message: TakeMessage;
  /** A message was taken: then the document around it says nothing. */
  #heard = false;
  readonly #prefixes = newPrefixes();
  #tree: TreeBuilder | undefined;
  /** The same, while its root is open. */
  #inside: TreeBuilder | undefined;
  #root: Root | undefined;
  /** Told at the end, after what is wrong with the events. */
  #rootFault: Refusal | undefined;
  #head: EpcisHead | undefined;
  #count = 0;
  /** Elements of others that are open around the root. */
  #around = 0;
  #outermost = noName;
  /** Reading a document that stood as text in the other. */
  #within = false;

  constructor(sink: EpcisSink, limits: EpcisLimits, published: boolean, message: TakeMessage = refuseMessage) {
    this.#sink = sink;
    this.#message = message;
    this.#limits = limits;
    this.#published = published;
  }

  /** What stood around the events, once the text has ended. */
  head(): EpcisHead | Refusal {
    if (this.#rootFault !== undefined) return this.#rootFault;
    return this.#head ?? refuseXml('malformed', noDocumentIn(this.#outermost), FIRST, { rule: XML_BINDING });
  }

  open(name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    if (this.#inside !== undefined) return this.#inside.open(name, attributes, at);
    if (isRoot(name, this.#around === 0)) return this.#begin(name, attributes, at);
    if (this.#around++ === 0) this.#outermost = name;
    return undefined;
  }

  text(text: string, at: () => XmlPlace, cdata: boolean): Refusal | undefined {
    if (this.#inside !== undefined) return this.#inside.text(text);
    if (this.#within || !mayHoldDocument(text)) return undefined;
    this.#within = true;
    const [around, depth] = [this.#around, this.#limits.depth];
    this.#around = 0;
    const refused = readWithin(text, cdata ? at() + CDATA : at(), this, depth);
    this.#around = around;
    this.#within = false;
    return refused;
  }

  close(): Refusal | undefined {
    const inside = this.#inside;
    if (inside !== undefined) {
      const refused = inside.close();
      if (inside.idle) this.#inside = undefined;
      return refused;
    }
    this.#around--;
    return undefined;
  }

  #begin(name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    const member = roots.get(name.local);
    if (this.#tree !== undefined || member === undefined)
      return refuseXml('malformed', 'a second EPCIS document stands beside the first', at, { rule: XML_BINDING });
    const root = readRoot(name, attributes, at);
    if (isRefusal(root)) return root;
    this.#root = root.said;
    if (this.#published) this.#rootFault = root.fault;
    this.#tree = new TreeBuilder({
      prefixes: this.#prefixes,
      take: (built) => this.#take(built),
      version: this.#published ? root.version : undefined,
      eventLength: this.#limits.eventLength,
      headLength: this.#limits.headLength,
    });
    this.#inside = this.#tree;
    return this.#tree.start(member, name, root.attributes, at);
  }

  #take(built: Built): Refusal | undefined {
    const { hand } = built.member.kind;
    if (hand === 'message') {
      this.#heard = true;
      return this.#message(built, this.#prefixes.definitions);
    }
    if (hand === 'event') this.#event(built);
    // A bare event is the root as well.
    if (this.#root === undefined || this.#heard || (this.#tree !== undefined && !this.#tree.idle)) return undefined;
    const head = readHead(this.#root, asDocument(built), this.#prefixes.definitions);
    if (isRefusal(head)) return head;
    this.#head = head;
    return undefined;
  }

  #event(built: Built): void {
    const index = this.#count++;
    const { at, path } = built.spot;
    const event = readXmlEvent(built, this.#prefixes.definitions);
    if (isRefused(event)) this.#sink.refused(event, index);
    else this.#sink.event(event, index, `${lineOf(at)}:${columnOf(at)}${path === '' ? '' : ` ${path}`}`);
  }
}

function noDocumentIn(name: XmlName): string {
  const wanted = namespacesOf(name.local);
  if (wanted.length === 0) return `there is no EPCIS document in <${name.local}>`;
  return `<${name.local}> stands in the namespace ${name.namespace}, where EPCIS has ${wanted.join(' or ')}`;
}
