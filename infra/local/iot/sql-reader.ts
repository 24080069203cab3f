/** Reads a statement from left to right, past white space. */
export class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  end(): boolean {
    this.#match(/\s*/y);
    return this.#at === this.#text.length;
  }

  take(symbol: string): boolean {
    this.end();
    if (!this.#text.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  takeWord(word: string): boolean {
    const before = this.#at;
    if (this.#match(/\s*([A-Za-z]+)/y)?.[1]?.toLowerCase() === word) return true;
    this.#at = before;
    return false;
  }

  word(word: string): void {
    if (!this.takeWord(word)) throw this.stopped(word.toUpperCase());
  }

  name(): string {
    const name = this.#match(/\s*([A-Za-z_][A-Za-z0-9_]*)/y)?.[1];
    if (name === undefined || /^(select|from|where|as|and|or|not|in|case|set)$/i.test(name))
      throw this.stopped('a name');
    return name;
  }

  text(wanted: string): string {
    const quoted = this.#match(/\s*(?:'((?:[^']|'')*)'|"([^"]*)")/y);
    if (quoted === undefined) throw this.stopped(wanted);
    return quoted[1]?.replaceAll("''", "'") ?? quoted[2] ?? '';
  }

  takeLiteral(): string | number | boolean | undefined {
    const number = this.#match(/\s*(-?\d+(?:\.\d+)?)/y)?.[1];
    if (number !== undefined) return Number(number);
    const truth = this.#match(/\s*(true|false)\b/iy)?.[1];
    if (truth !== undefined) return truth.toLowerCase() === 'true';
    this.end();
    return /['"]/y.test(this.#text.charAt(this.#at)) ? this.text('a text') : undefined;
  }

  stopped(wanted: string): Error {
    return new Error(`at character ${this.#at + 1}, before "${this.#text.slice(this.#at)}": expected ${wanted}`);
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }
}
