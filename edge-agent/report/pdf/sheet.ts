import type { Document, Style } from './pen.ts';
import { Pen } from './pen.ts';

/** Points. */
const MARGIN = 48;
const FOOT = 40;
const PAD = 3;
const cell: Style = { size: 8 };
const head: Style = { size: 8, bold: true };
const quiet: Style = { size: 8, colour: '#555555' };

export interface Column {
  readonly title: string;
  /** Share of the width, against the others. */
  readonly share: number;
}

/** Pages that are filled from top to bottom with headings, sentences and tables. */
export class Sheet {
  readonly #doc: Document;
  readonly #pen: Pen;
  #y = MARGIN;

  constructor(doc: Document) {
    this.#doc = doc;
    this.#pen = new Pen(doc);
  }

  title(text: string): void {
    this.#lines(text, { size: 17, bold: true });
    this.#y += 6;
  }

  heading(text: string): void {
    // A heading is not left alone at the foot of a page.
    this.#room(60);
    this.#y += 10;
    this.#lines(text, { size: 11, bold: true });
    this.#y += 3;
  }

  sentence(text: string, style: Style = quiet): void {
    this.#lines(text, style);
    this.#y += 2;
  }

  /** A table; its head stands again on every page that it reaches. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const all = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (share / all) * this.#width);
    const titles = columns.map(({ title }) => title);
    this.#room(40);
    this.#row(titles, widths, head);
    for (const row of rows) {
      if (this.#room(this.#heightOf(row, widths, cell))) this.#row(titles, widths, head);
      this.#row(row, widths, cell);
    }
    if (rows.length === 0) this.#row(['none'], [this.#width], quiet);
    this.#y += 4;
  }

  /** Writes a line at the foot of every page; what it says depends on the page. */
  foot(say: (page: number, pages: number) => string): void {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page);
      this.#pen.write(say(page + 1, count), MARGIN, this.#doc.page.height - FOOT, { size: 7, colour: '#555555' });
    }
  }

  get #width(): number {
    return this.#doc.page.width - 2 * MARGIN;
  }

  #lines(text: string, style: Style): void {
    for (const line of this.#pen.lines(text, this.#width, style)) {
      this.#room(style.size * 1.4);
      this.#pen.write(line, MARGIN, this.#y, style);
      this.#y += style.size * 1.4;
    }
  }

  #row(texts: readonly string[], widths: readonly number[], style: Style): void {
    const height = this.#heightOf(texts, widths, style);
    let x = MARGIN;
    for (const [i, text] of texts.entries()) {
      const width = widths[i] ?? 0;
      for (const [n, line] of this.#pen.lines(text, width - 2 * PAD, style).entries()) {
        this.#pen.write(line, x + PAD, this.#y + PAD + n * style.size * 1.3, style);
      }
      x += width;
    }
    this.#y += height;
    this.#doc
      .moveTo(MARGIN, this.#y)
      .lineTo(MARGIN + this.#width, this.#y)
      .lineWidth(0.4)
      .stroke('#bbbbbb');
  }

  #heightOf(texts: readonly string[], widths: readonly number[], style: Style): number {
    const lines = texts.map((text, i) => this.#pen.lines(text, (widths[i] ?? 0) - 2 * PAD, style).length);
    return Math.max(1, ...lines) * style.size * 1.3 + 2 * PAD;
  }

  /** Turns the page when what comes does not fit; answers whether it did. */
  #room(height: number): boolean {
    if (this.#y + height <= this.#doc.page.height - FOOT - 12) return false;
    this.#doc.addPage();
    this.#y = MARGIN;
    return true;
  }
}
