import { type XmlPlace, xmlPlace } from './xml-place.ts';
import { isXmlSpace } from './xml-space.ts';

const EQUALS = 0x3d;
const LESS = 0x3c;

/**
 * Counts the lines of a text that comes in blocks. Places within a block must be asked for in their order; lines end
 * with a line feed.
 */
export class XmlCursor {
  #block = '';
  #line = 1;
  /** Of the line's first character, in the block; less than 0 when it stands in an earlier one. */
  #lineStart = 0;
  /** The next line feed that has not been counted. */
  #next = Number.POSITIVE_INFINITY;
  /** Where the last thing ended that was told, and so the next text begins; less than 0 in an earlier block. */
  #told = 0;
  #toldPlace = xmlPlace(1, 1);
  #untold = 0;

  /** The next block. */
  begin(block: string): void {
    this.#block = block;
    this.#next = lineFeed(block, 0);
  }

  /** The block has been read. */
  finish(): void {
    const { length } = this.#block;
    if (this.#told >= 0) this.#toldPlace = this.place(this.#told);
    this.place(length);
    this.#untold = this.#told >= 0 ? length - this.#told : this.#untold + length;
    this.#lineStart -= length;
    this.#told = -1;
    this.begin('');
  }

  /** Something was told that ends at this character of the block. */
  told(at: number): void {
    this.#told = at;
  }

  /** True when something was told that ends there. */
  isTold(at: number): boolean {
    return this.#told === at;
  }

  /** UTF-16 code units since something was told. Only between blocks. */
  untold(): number {
    return this.#untold;
  }

  /** Of a character of the block, or of the one that follows it. */
  place(at: number): XmlPlace {
    while (this.#next < at) {
      this.#line++;
      this.#lineStart = this.#next + 1;
      this.#next = lineFeed(this.#block, this.#lineStart);
    }
    return xmlPlace(this.#line, at - this.#lineStart + 1);
  }

  /** Where the text began that is being told. */
  readonly text = (): XmlPlace => (this.#told < 0 ? this.#toldPlace : this.place(this.#told));

  /** Of the start tag that ends before a character of the block. */
  tag(name: string, end: number): XmlPlace {
    // Nearly every tag is a name alone.
    const from = end - name.length - 2;
    if (this.#block.charCodeAt(from) === LESS) return this.place(from);
    const found = this.#block.lastIndexOf('<', end - 1);
    return found < 0 ? this.#toldPlace : this.place(found);
  }

  /** The first character of the attribute that ends before a character of the block; undefined when it stands in an earlier block. */
  startOfAttribute(name: string, end: number): number | undefined {
    const block = this.#block;
    const quote = block.lastIndexOf(block.charAt(end - 1), end - 2);
    const equals = beforeSpace(block, quote - 1);
    if (equals <= 0 || block.charCodeAt(equals) !== EQUALS) return undefined;
    const from = beforeSpace(block, equals - 1) - name.length + 1;
    return from < 0 ? undefined : from;
  }
}

function lineFeed(block: string, from: number): number {
  const at = block.indexOf('\n', from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function beforeSpace(block: string, from: number): number {
  let at = from;
  while (at > 0 && isXmlSpace(block.charCodeAt(at))) at--;
  return at;
}
