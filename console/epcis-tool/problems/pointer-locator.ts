import type { TextPlace } from '#shared/wire/text-place.ts';

/** Something that is looked for, or stands around such a thing. */
interface Wanted {
  readonly steps: Map<string, Wanted>;
  place?: TextPlace;
}

/** An array or object that is open. `wanted` is undefined where nothing inside is looked for. */
interface Open {
  readonly isArray: boolean;
  readonly wanted: Wanted | undefined;
  /** Index of the next item. */
  index: number;
  /** What the member is whose name was read last. */
  member: Wanted | undefined;
}

/**
 * Finds where the values of JSON pointers stand in a text that comes in pieces and was read as JSON before. Of a pointer
 * that leads nowhere, `placeOf` tells the nearest thing around it.
 */
export class PointerLocator {
  readonly #root: Wanted = { steps: new Map() };
  readonly #open: Open[] = [];
  #line = 1;
  /** Characters before the line and before the piece that is read. */
  #lineStart = 0;
  #before = 0;
  #in: 'name' | 'string' | 'literal' | undefined;
  #name = '';
  #escaped = false;
  #expectsName = false;

  constructor(pointers: Iterable<string>) {
    for (const pointer of pointers) {
      let here = this.#root;
      for (const step of stepsOf(pointer)) {
        const next: Wanted = here.steps.get(step) ?? { steps: new Map() };
        here.steps.set(step, next);
        here = next;
      }
    }
  }

  placeOf(pointer: string): TextPlace | undefined {
    let here: Wanted | undefined = this.#root;
    let place = here.place;
    for (const step of stepsOf(pointer)) {
      here = here?.steps.get(step);
      place = here?.place ?? place;
    }
    return place;
  }

  write(text: string): void {
    for (let at = 0; at < text.length; at++) {
      if (this.#in === 'name' || this.#in === 'string') at = this.#endOfString(text, at);
      else this.#outside(text.charAt(at), at);
    }
    this.#before += text.length;
  }

  #outside(character: string, at: number): void {
    const wasLiteral = this.#in === 'literal';
    this.#in = undefined;
    if (character === '\n') {
      this.#line++;
      this.#lineStart = this.#before + at + 1;
    } else if (character === ',') this.#expectsName = this.#open.at(-1)?.isArray === false;
    else if (character === '}' || character === ']') {
      this.#open.pop();
      this.#expectsName = false;
    } else if (character === '"') {
      this.#in = this.#expectsName ? 'name' : 'string';
      if (this.#in === 'string') this.#value(at);
      this.#name = '';
    } else if (character === '{' || character === '[') {
      const wanted = this.#value(at);
      this.#open.push({ isArray: character === '[', wanted, index: 0, member: undefined });
      this.#expectsName = character === '{';
    } else if (!' \t\r:'.includes(character)) {
      this.#in = 'literal';
      if (!wasLiteral) this.#value(at);
    }
  }

  /** A value begins here. Answers what is looked for in it. */
  #value(at: number): Wanted | undefined {
    const holder = this.#open.at(-1);
    const wanted = holder === undefined ? this.#root : wantedIn(holder);
    if (wanted !== undefined) wanted.place = { line: this.#line, column: this.#before + at - this.#lineStart + 1 };
    return wanted;
  }

  /** Reads on in a string. Answers where in the piece it ends, or the end of the piece. */
  #endOfString(text: string, from: number): number {
    const holder = this.#open.at(-1);
    let at = from;
    for (; at < text.length; at++) {
      const character = text.charAt(at);
      if (this.#escaped) this.#escaped = false;
      else if (character === '\\') this.#escaped = true;
      else if (character === '"') break;
    }
    const isName = this.#in === 'name' && holder !== undefined;
    if (isName && holder.wanted !== undefined) this.#name += text.slice(from, at);
    if (at === text.length) return at;
    if (isName) {
      holder.member = holder.wanted?.steps.get(spelledOut(this.#name));
      this.#expectsName = false;
    }
    this.#in = undefined;
    return at;
  }
}

function wantedIn(holder: Open): Wanted | undefined {
  return holder.isArray ? holder.wanted?.steps.get(String(holder.index++)) : holder.member;
}

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Names with escapes are rare; the text was read before, so this one is sound. */
const spelledOut = (name: string): string => (name.includes('\\') ? String(JSON.parse(`"${name}"`)) : name);
