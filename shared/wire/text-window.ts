import type { TextPlace } from './text-place.ts';

/** The part of a long text that is in memory, and how far it was read. */
export class TextWindow {
  text = '';
  /** Where reading goes on. */
  at = 0;
  #line = 1;
  /** May lie before the text that is left. */
  #lineStart = 0;
  #nextLine = 0;

  append(more: string): void {
    this.text += more;
  }

  /** Forgets what was read. */
  trim(): void {
    this.place();
    this.text = this.text.slice(this.at);
    this.#lineStart -= this.at;
    this.#nextLine -= this.at;
    this.at = 0;
  }

  /** Passes over white space; false at the end of what is there. */
  skipSpace(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return true;
    }
    return false;
  }

  /** Where reading goes on, in the whole text. To be asked at places in ascending order only. */
  place(): TextPlace {
    while (this.#nextLine < this.at) {
      const end = this.text.indexOf('\n', this.#nextLine);
      if (end >= this.at || end < 0) {
        // Nothing between here and there ends a line: the next search begins where one may end.
        this.#nextLine = end < 0 ? this.text.length : end;
        break;
      }
      this.#line++;
      this.#lineStart = this.#nextLine = end + 1;
    }
    return { line: this.#line, column: this.at - this.#lineStart + 1 };
  }
}
