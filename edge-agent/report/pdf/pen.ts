import type PDFDocument from 'pdfkit';
import { codePointOf, openFont, outlineOf, sans, sansBold } from './fonts.ts';

export type Document = InstanceType<typeof PDFDocument>;

export interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
}

/** Letters of one font in a row, or one character that is drawn as an outline. */
type Piece = { readonly letters: string } | { readonly outlined: string };

/** The stroke that makes an outline of the thin master as dark as the letters beside it, in its own units of 1000 an em. */
const STROKE = 20;

/** Writes lines of text, whatever script they are in; characters that no font here has are written as their code points. */
export class Pen {
  readonly #doc: Document;
  readonly #covered = openFont(sans);

  constructor(doc: Document) {
    this.#doc = doc;
  }

  /** How wide a text is, in points. */
  width(text: string, style: Style): number {
    this.#set(style);
    return this.#pieces(text).reduce((sum, piece) => sum + this.#widthOf(piece, style), 0);
  }

  /** Writes one line with its upper left corner at a place. */
  write(text: string, x: number, y: number, style: Style): void {
    let at = x;
    for (const piece of this.#pieces(text)) {
      this.#set(style);
      if ('letters' in piece) this.#doc.text(piece.letters, at, y, { lineBreak: false });
      else this.#outline(piece.outlined, at, y, style);
      at += this.#widthOf(piece, style);
    }
  }

  /** Breaks a text into lines of a width: at spaces, between Chinese characters, and inside what is too long by itself. */
  lines(text: string, width: number, style: Style): string[] {
    const lines = [''];
    for (const word of text.split(/(?<=[ \n/])|(?<=\p{Script=Han})/u)) {
      const line = lines.at(-1) ?? '';
      if (this.width(line + word.trimEnd(), style) <= width) lines[lines.length - 1] = line + word;
      else lines.push(...this.#broken(line, word, width, style).slice(line === '' ? 0 : 1));
      if (line === '' && lines.length > 1 && lines.at(-2) === '') lines.splice(-2, 1);
    }
    return lines.map((line) => line.trimEnd()).filter((line, i) => i === 0 || line !== '');
  }

  /** A word on lines of its own behind a line. */
  #broken(before: string, word: string, width: number, style: Style): string[] {
    const lines = [before, ''];
    for (const character of word) {
      const line = lines.at(-1) ?? '';
      if (line === '' || this.width(line + character, style) <= width) lines[lines.length - 1] = line + character;
      else lines.push(character);
    }
    return lines;
  }

  #outline(character: string, x: number, y: number, { size, colour = 'black' }: Style): void {
    const glyph = outlineOf(character);
    if (glyph === undefined) return;
    const scale = size / glyph.em;
    // Whoever copies or searches the text gets the character and not its drawing.
    this.#doc.markContent('Span', { actual: character });
    this.#doc
      .save()
      .translate(x, y + size * 0.93)
      .scale(scale, -scale)
      .lineWidth(STROKE);
    this.#doc.path(glyph.path).fillAndStroke(colour, colour).restore();
    this.#doc.endMarkedContent();
  }

  #widthOf(piece: Piece, { size }: Style): number {
    if ('letters' in piece) return this.#doc.widthOfString(piece.letters);
    const glyph = outlineOf(piece.outlined);
    return glyph === undefined ? 0 : (glyph.advance / glyph.em) * size;
  }

  #set({ size, bold = false, colour = 'black' }: Style): void {
    this.#doc
      .font(bold ? sansBold : sans)
      .fontSize(size)
      .fillColor(colour);
  }

  #pieces(text: string): Piece[] {
    const pieces: Piece[] = [];
    let letters = '';
    for (const character of text.normalize('NFC')) {
      if (this.#covered.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) letters += character;
      else if (outlineOf(character) === undefined) letters += codePointOf(character);
      else {
        if (letters !== '') pieces.push({ letters });
        pieces.push({ outlined: character });
        letters = '';
      }
    }
    return letters === '' ? pieces : [...pieces, { letters }];
  }
}
