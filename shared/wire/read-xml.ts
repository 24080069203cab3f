import { SaxesParser } from 'saxes';
import type { Refusal } from '../refusal.ts';
import { refuseXml } from './refuse-xml.ts';
import { textBlocks } from './text-blocks.ts';
import { XmlCursor } from './xml-cursor.ts';
import { endOfLeaf } from './xml-leaf.ts';
import { type XmlName, xmlNames } from './xml-names.ts';
import type { XmlPlace } from './xml-place.ts';

/** Bounds on what is worth reading. */
export interface XmlLimits {
  /** Nested elements. */
  readonly depth: number;
  /** UTF-16 code units of one text, comment or tag. Looked at once in a block of 65,536, so a little more may pass. */
  readonly length: number;
  /** Attributes of one element that are no namespace declarations. */
  readonly attributes: number;
  /** Namespace declarations of one element. */
  readonly declarations: number;
}

export const xmlLimits: XmlLimits = { depth: 64, length: 16 * 1024 * 1024, attributes: 256, declarations: 1200 };

export interface XmlAttribute {
  readonly name: XmlName;
  readonly value: string;
  readonly at: XmlPlace;
}

/**
 * Told what an XML document holds, in its order; a refusal ends the reading. Texts and values may be parts of a longer
 * text: what is to be kept must be `detached`.
 */
export interface XmlHandler {
  /** An element begins, with the attributes that are no namespace declarations. */
  open(name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined;
  /** Text inside an element, as far as the next tag. A CDATA section is a text of its own, and so is what follows it. */
  text(text: string, at: () => XmlPlace, cdata: boolean): Refusal | undefined;
  close(): Refusal | undefined;
}

export interface XmlReader {
  /** Takes the next piece of text, of any length. After a refusal it is answered again and nothing is read. */
  write(text: string): Refusal | undefined;
  end(): Refusal | undefined;
}

/** Leaves the tokeniser, which knows no other way out; caught in this file. */
class Stop extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

const none: readonly XmlAttribute[] = [];

/**
 * Reads XML 1.0 with namespaces, piece by piece, in memory bounded by `limits`. There are no document type definitions:
 * a DOCTYPE that says more than a name is refused, and with it every entity but the five of XML.
 */
export function xmlReader(handler: XmlHandler, limits: XmlLimits = xmlLimits): XmlReader {
  const tokens = new Tokens(handler, limits);
  const blocks = textBlocks((block) => tokens.take(block));
  return {
    write: (text) => tokens.refused ?? blocks.write(text),
    end: () => tokens.refused ?? blocks.end() ?? tokens.end(),
  };
}

class Tokens {
  refused: Refusal | undefined;
  readonly #parser = new SaxesParser({ position: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  readonly #cursor = new XmlCursor();
  readonly #names = xmlNames(() => this.#depth);
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  #depth = 0;
  #raw: { name: string; value: string; start: number | undefined }[] = [];
  /** How many of them declare namespaces. */
  #declared = 0;
  /** What the block's index is less than the tokeniser's. */
  #shift = 0;
  #block = '';
  /** What the tokeniser was given. */
  #given = 0;

  constructor(handler: XmlHandler, limits: XmlLimits) {
    this.#handler = handler;
    this.#limits = limits;
    const parser = this.#parser;
    // Six; with the eighth the engine turns the tokeniser into a dictionary, four times as slow.
    parser.on('doctype', (text) => this.#doctype(text));
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value));
    parser.on('opentag', ({ name }) => this.#open(name));
    parser.on('closetag', () => this.#close());
    parser.on('text', (text) => this.#text(text, false));
    parser.on('cdata', (text) => this.#text(text, true));
  }

  take(block: string): Refusal | undefined {
    return this.#safely(() => {
      const sound = soundPart(block);
      this.#block = sound;
      this.#cursor.begin(sound);
      this.#read(sound);
      if (sound.length < block.length)
        this.#fail('malformed', 'half a surrogate pair is no character', this.#cursor.place(sound.length));
      this.#cursor.finish();
      if (this.#cursor.untold() > this.#limits.length)
        this.#fail('too-large', `one text or tag has more than ${this.#limits.length} characters`, this.#cursor.text());
    });
  }

  /** The tokeniser reads tag by tag. Elements of text alone, most of any document, are read here, several times as fast. */
  #read(block: string): void {
    let from = 0;
    while (from < block.length) {
      const to = block.indexOf('>', from) + 1 || block.length;
      this.#shift = this.#given - from;
      this.#given += to - from;
      this.#parser.write(block.slice(from, to));
      // Only behind a tag: a comment or a CDATA section may hold what looks like elements.
      from = this.#depth > 0 && this.#cursor.isTold(to) ? this.#readLeaves(block, to) : to;
    }
  }

  /** Answers where the elements end that begin there and hold nothing but text. */
  #readLeaves(block: string, from: number): number {
    const handler = this.#handler;
    let at = from;
    for (;;) {
      const end = endOfLeaf(block, at);
      if (end === undefined) return at;
      const start = block.indexOf('<', at);
      const inner = block.indexOf('>', start) + 1;
      const place = this.#cursor.place(start);
      if (this.#depth >= this.#limits.depth) this.#tooDeep(place);
      const tag = block.slice(start + 1, inner - 1);
      const name = this.#names.element(tag);
      if (typeof name === 'string') this.#fail('malformed', name, place);
      const refusal =
        (start > at ? handler.text(block.slice(at, start), this.#cursor.text, false) : undefined) ??
        handler.open(name, none, place) ??
        this.#textAt(block.slice(inner, end - tag.length - 3), inner) ??
        handler.close();
      if (refusal !== undefined) throw new Stop(refusal);
      this.#cursor.told(end);
      at = end;
    }
  }

  #tooDeep(at: XmlPlace): never {
    return this.#fail('malformed', `nested deeper than ${this.#limits.depth} levels`, at);
  }

  #textAt(text: string, at: number): Refusal | undefined {
    if (text === '') return undefined;
    this.#cursor.told(at);
    return this.#handler.text(text, this.#cursor.text, false);
  }

  end(): Refusal | undefined {
    this.#shift = this.#given;
    return this.#safely(() => this.#parser.close());
  }

  #safely(step: () => void): Refusal | undefined {
    try {
      step();
    } catch (thrown) {
      this.refused = this.#refusalOf(thrown);
    }
    return this.refused;
  }

  /** Where in the block the tokeniser stands. */
  #at(): number {
    return this.#parser.position - this.#shift;
  }

  /** The tokeniser throws plain errors for faults of the text; anything else is a fault of ours. */
  #refusalOf(thrown: unknown): Refusal {
    if (thrown instanceof Stop) return thrown.refusal;
    if (!(thrown instanceof Error) || thrown.constructor !== Error) throw thrown;
    const at = Math.max(0, this.#at() - 1);
    return refuseXml('malformed', faultAt(this.#block, at, thrown.message.replace(/\.$/, '')), this.#cursor.place(at));
  }

  #fail(code: Refusal['refused'], detail: string, at: XmlPlace, remedy?: string): never {
    throw new Stop(refuseXml(code, detail, at, remedy === undefined ? {} : { remedy }));
  }

  #doctype(text: string): void {
    // A name alone defines nothing, and published EPCIS documents carry one.
    if (!/^\s+[^\s[\]"'<>]+\s*$/.test(text))
      this.#fail('malformed', 'a document type definition is not taken', this.#cursor.text(), 'leave the DOCTYPE out');
    this.#cursor.told(this.#at());
  }

  #attribute(name: string, value: string): void {
    const end = this.#at();
    const isDeclared = isDeclaration(name);
    const most = isDeclared ? this.#limits.declarations : this.#limits.attributes;
    if ((isDeclared ? this.#declared++ : this.#raw.length - this.#declared) >= most) {
      const what = isDeclared ? 'namespace declarations' : 'attributes';
      this.#fail('too-large', `an element has more than ${most} ${what}`, this.#cursor.place(end));
    }
    this.#raw.push({ name, value, start: this.#cursor.startOfAttribute(name, end) });
  }

  #open(tag: string): void {
    const end = this.#at();
    const at = this.#cursor.tag(tag, end);
    if (++this.#depth > this.#limits.depth) this.#tooDeep(at);
    const attributes = this.#raw.length === 0 ? none : this.#attributes(at);
    const name = this.#names.element(tag);
    if (typeof name === 'string') this.#fail('malformed', name, at);
    const refusal = this.#handler.open(name, attributes, at);
    if (refusal !== undefined) throw new Stop(refusal);
    this.#cursor.told(end);
  }

  #attributes(tag: XmlPlace): readonly XmlAttribute[] {
    const raw = this.#raw;
    this.#raw = [];
    this.#declared = 0;
    const place = (start: number | undefined) => (start === undefined ? tag : this.#cursor.place(start));
    for (const { name, value, start } of raw) {
      if (!isDeclaration(name)) continue;
      const wrong = this.#names.declare(name.slice(6), value);
      if (wrong !== undefined) this.#fail('malformed', wrong, place(start));
    }
    const found: XmlAttribute[] = [];
    for (const { name: spelled, value, start } of raw) {
      if (isDeclaration(spelled)) continue;
      const at = place(start);
      const name = this.#names.attribute(spelled);
      if (typeof name === 'string') this.#fail('malformed', name, at);
      const twin = name.prefix !== '' && found.some((other) => isSame(other.name, name));
      if (twin) this.#fail('malformed', `the attribute "${spelled}" stands twice`, at);
      found.push({ name, value, at });
    }
    return found;
  }

  #close(): void {
    const refusal = this.#handler.close();
    if (refusal !== undefined) throw new Stop(refusal);
    this.#names.leave(this.#depth);
    this.#depth--;
    this.#cursor.told(this.#at());
  }

  #text(text: string, cdata: boolean): void {
    const refusal = this.#depth === 0 ? undefined : this.#handler.text(text, this.#cursor.text, cdata);
    if (refusal !== undefined) throw new Stop(refusal);
    // The `<` after a text has been read already.
    this.#cursor.told(this.#at() - (cdata ? 0 : 1));
  }
}

/** The tokeniser's message, with the name of what it is about. */
function faultAt(block: string, at: number, message: string): string {
  if (message.startsWith('disallowed character')) {
    const code = block.charCodeAt(at);
    return Number.isNaN(code) ? message : `${message} U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  const name =
    message === 'undefined entity' ? /&[^&;\s]{1,64};$/.exec(block.slice(Math.max(0, at - 70), at + 1)) : null;
  return name === null ? message : `${message} ${name[0]}`;
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

const isSame = (a: XmlName, b: XmlName): boolean => a.local === b.local && a.namespace === b.namespace;

/** The text as far as it is made of whole characters. */
function soundPart(text: string): string {
  if (text.isWellFormed()) return text;
  let at = 0;
  while (text.slice(at, at + 1).isWellFormed() || text.slice(at, at + 2).isWellFormed())
    at += text.slice(at, at + 1).isWellFormed() ? 1 : 2;
  return text.slice(0, at);
}
