import { placeIn, TEXT_START, type TextPlace } from './text-place.ts';

/** What is left of a long text when parts were taken out of it, and where every character of the rest came from. */
export class JsonFrame {
  readonly #parts: { readonly text: string; readonly place: TextPlace }[] = [];
  length = 0;

  add(text: string, place: TextPlace): void {
    if (text === '') return;
    this.#parts.push({ text, place });
    this.length += text.length;
  }

  text(): string {
    return this.#parts.map(({ text }) => text).join('');
  }

  /** Where the character at `offset` stood. */
  place(offset: number): TextPlace {
    let before = 0;
    for (const [index, { text, place }] of this.#parts.entries()) {
      if (offset < before + text.length || index === this.#parts.length - 1)
        return placeIn(text, offset - before, place);
      before += text.length;
    }
    return TEXT_START;
  }
}
