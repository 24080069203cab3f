import type { Refusal } from '../refusal.ts';
import type { Json } from './json.ts';
import { commaMissing, jsonFault } from './json-fault.ts';
import { JsonFrame } from './json-frame.ts';
import { pointerStep } from './json-pointer.ts';
import type { JsonItem, JsonSplit, SplitLimits } from './json-split.ts';
import { parseSurveyed } from './parse-json.ts';
import { refuseContainers, refuseDepth, refuseFault, refuseLength, refuseUnparsed } from './refuse-json.ts';
import { endOfString, mayEndPlainList, type Survey, surveyValue } from './survey-json.ts';
import { placeIn, TEXT_START } from './text-place.ts';
import { TextWindow } from './text-window.ts';

/** Empty arrays take three characters of text and a hundred bytes of memory each; no event of half a million things has more. */
const MOST_CONTAINERS = 1_000_000;

/**
 * Items are handed over so many at a time, or with so many characters: to do one thing to all of them, and then the
 * next, is a sixth faster than to do everything to each.
 */
const BATCH = { items: 32, length: 65_536 } as const;

/** A shorter piece is not looked at on its own. */
const MOUTHFUL = 1024;

/** What may come next. `first` and `empty` are right behind an opening brace and bracket. */
type State = 'value' | 'first' | 'name' | 'colon' | 'after' | 'empty' | 'item' | 'between' | 'done';

/**
 * Walks through a text along the ways that lead to the lists, value by value, and reads on where it was when more text
 * comes.
 */
export class JsonCursor {
  readonly #split: JsonSplit;
  readonly #limits: SplitLimits;
  /** JSON pointers of the objects that a list may be under. */
  readonly #ways: ReadonlySet<string>;
  /** The longest value that is read. */
  readonly #most: number;
  readonly #window = new TextWindow();
  readonly #frame = new JsonFrame();
  #state: State = 'value';
  /** JSON pointers of what is being read and of what it is in. */
  readonly #path: string[] = [''];
  /** The part of the frame that is not in `#frame` yet. */
  #part = { from: 0, place: TEXT_START };
  #items = 0;
  #batch: JsonItem[] = [];
  #batchLength = 0;
  #length = 0;
  /** No use looking before there is so much text. */
  #wanted = 1;
  /** The text ends inside a long list: pieces that cannot end it need no look at all. */
  #inPlainList = false;

  constructor(split: JsonSplit, limits: SplitLimits) {
    this.#split = split;
    this.#limits = limits;
    this.#ways = new Set(split.lists.flatMap(waysTo));
    this.#most = Math.max(limits.frame, limits.item);
  }

  take(text: string): Refusal | undefined {
    this.#window.append(this.#length === 0 && text.startsWith('\ufeff') ? text.slice(1) : text);
    this.#length += text.length;
    if (this.#length > this.#limits.length) return refuseLength('the text', this.#limits.length);
    if (this.#inPlainList && mayEndPlainList(text)) this.#inPlainList = false;
    const { length } = this.#window.text;
    return length >= this.#wanted && (!this.#inPlainList || length > this.#most) ? this.#run(false) : undefined;
  }

  end(): { readonly value: Json } | Refusal {
    const refusal = this.#run(true) ?? (this.#state === 'done' ? undefined : this.#cutOff());
    if (refusal !== undefined) return refusal;
    const text = this.#frame.text();
    const parsed = parseSurveyed(text, surveyValue(text, spaceAt(text), Infinity, true), this.#split.mayRepeat);
    if ('value' in parsed) return parsed;
    return 'fault' in parsed ? this.#frameFault(text) : refuseUnparsed(parsed, text);
  }

  #run(whole: boolean): Refusal | undefined {
    const window = this.#window;
    this.#inPlainList = false;
    while (window.skipSpace()) {
      const step = this.#step(whole);
      if (step === 'more') break;
      if (step !== undefined) return this.#handOver() ?? step;
    }
    return this.#handOver() ?? this.#forget();
  }

  /** Drops what was read, except of the frame. */
  #forget(): Refusal | undefined {
    const window = this.#window;
    const inFrame = !this.#inList();
    if (inFrame) this.#keepFrame();
    window.trim();
    if (inFrame) this.#part = { from: 0, place: window.place() };
    this.#wanted = Math.max(MOUTHFUL, window.text.length * 2);
    const { frame } = this.#limits;
    return this.#frame.length > frame ? refuseLength('what stands around the items', frame, window.place()) : undefined;
  }

  #keepFrame(): void {
    const { from, place } = this.#part;
    this.#frame.add(this.#window.text.slice(from, this.#window.at), place);
  }

  #inList = (): boolean => this.#state === 'empty' || this.#state === 'item' || this.#state === 'between';

  /** Reads on by one token or value. */
  #step(whole: boolean): Refusal | 'more' | undefined {
    const sign = this.#window.text.charAt(this.#window.at);
    switch (this.#state) {
      case 'value':
        return this.#value(sign, whole);
      case 'first':
      case 'name':
        return sign === '}' && this.#state === 'first' ? this.#close() : this.#name(sign, whole);
      case 'colon':
        return sign === ':' ? this.#pass('value') : this.#broken();
      case 'after':
        if (sign === ',') return this.#pass('name');
        return sign === '}' ? this.#close() : this.#broken();
      case 'empty':
      case 'item':
        return sign === ']' && this.#state === 'empty' ? this.#closeList() : this.#item(whole);
      case 'between':
        if (sign === ',') return this.#pass('item');
        return sign === ']' ? this.#closeList() : this.#noComma();
      case 'done':
        return this.#broken();
    }
  }

  #pass(state: State): undefined {
    this.#window.at++;
    this.#state = state;
  }

  #value(sign: string, whole: boolean): Refusal | 'more' | undefined {
    const window = this.#window;
    const pointer = this.#here();
    if (sign === '{' && this.#ways.has(pointer)) return this.#pass('first');
    if (sign === '[' && this.#split.lists.includes(pointer)) {
      this.#pass('empty');
      this.#keepFrame();
      return undefined;
    }
    const survey = this.#survey(this.#limits.frame, whole);
    if (survey === 'more' || 'refused' in survey) return survey;
    const refusal = pointer === pointerStep(this.#split.early) ? this.#early(pointer, survey) : undefined;
    window.at = survey.end;
    this.#leave();
    return refusal;
  }

  #early(pointer: string, survey: Survey): Refusal | undefined {
    const { text, at } = this.#window;
    const value = text.slice(at, survey.end);
    const parsed = parseSurveyed(value, survey, this.#split.mayRepeat);
    return 'value' in parsed
      ? (this.#handOver() ?? this.#split.member(parsed.value))
      : refuseUnparsed(parsed, value, pointer, this.#window.place());
  }

  #name(sign: string, whole: boolean): Refusal | 'more' | undefined {
    const { text, at } = this.#window;
    const end = sign === '"' ? endOfString(text, at) : at;
    if (end < 0) return whole || text.length - at > this.#limits.frame ? this.#broken(text.length) : 'more';
    const name = end > at ? nameIn(text.slice(at, end + 1)) : undefined;
    if (name === undefined) return this.#broken(end + 1);
    this.#path.push(this.#here() + pointerStep(name));
    this.#window.at = end + 1;
    this.#state = 'colon';
    return undefined;
  }

  #item(whole: boolean): Refusal | 'more' | undefined {
    const survey = this.#survey(this.#limits.item, whole);
    if (survey === 'more' || 'refused' in survey) return survey;
    const { line, column } = this.#window.place();
    const text = this.#window.text.slice(this.#window.at, survey.end);
    this.#window.at = survey.end;
    this.#state = 'between';
    this.#batch.push({ text, survey, list: this.#here(), index: this.#items++, line, column });
    this.#batchLength += text.length;
    const isEnough = this.#batch.length >= BATCH.items || this.#batchLength >= BATCH.length;
    return isEnough ? this.#handOver() : undefined;
  }

  #handOver(): Refusal | undefined {
    if (this.#batch.length === 0) return undefined;
    const items = this.#batch;
    this.#batch = [];
    this.#batchLength = 0;
    return this.#split.items(items);
  }

  /** Surveys the value that begins here. */
  #survey(most: number, whole: boolean): Survey | 'more' | Refusal {
    const { text, at } = this.#window;
    const deepest = this.#limits.depth - this.#path.length + 1 - (this.#inList() ? 1 : 0);
    const survey = surveyValue(text, at, deepest, whole, MOST_CONTAINERS);
    const { end } = survey;
    if (survey.depth > deepest) return refuseDepth(this.#limits.depth, this.#window.place());
    if (survey.containers > MOST_CONTAINERS) return refuseContainers(MOST_CONTAINERS, this.#window.place());
    if ((end < 0 ? text.length : end) - at > most) return refuseLength('one value', most, this.#window.place());
    if (end > at) return survey;
    if (end === at || whole) return this.#broken(end === at ? at + 1 : text.length);
    this.#inPlainList = survey.inPlainList;
    return 'more';
  }

  #here = (): string => this.#path[this.#path.length - 1] ?? '';

  #close(): undefined {
    this.#window.at++;
    this.#leave();
  }

  #closeList(): undefined {
    this.#part = { from: this.#window.at, place: this.#window.place() };
    this.#close();
  }

  /** What was being read has ended. */
  #leave(): void {
    this.#path.pop();
    this.#state = this.#path.length === 0 ? 'done' : 'after';
  }

  /** The refusal when what stands here cannot. */
  #broken(end = this.#window.at + 1): Refusal {
    const { text, at } = this.#window;
    if (!this.#inList()) {
      this.#frame.add(text.slice(this.#part.from, end), this.#part.place);
      return this.#frameFault(this.#frame.text());
    }
    const wrong = text.slice(at, end);
    const fault = jsonFault(wrong, this.#split.mayRepeat) ?? { what: 'not JSON', offset: 0 };
    return refuseFault(fault, placeIn(wrong, fault.offset, this.#window.place()), `${this.#here()}/${this.#items}`);
  }

  #frameFault(text: string): Refusal {
    const fault = jsonFault(text, this.#split.mayRepeat) ?? { what: 'not JSON', offset: 0 };
    return refuseFault(fault, this.#frame.place(fault.offset));
  }

  #noComma(): Refusal {
    const { text, at } = this.#window;
    return refuseFault({ what: commaMissing(text, at, ']'), offset: at }, this.#window.place());
  }

  /** The refusal when the text ends too early. */
  #cutOff(): Refusal {
    return this.#state === 'between' ? this.#noComma() : this.#broken(this.#window.text.length);
  }
}

function nameIn(string: string): string | undefined {
  try {
    return String(JSON.parse(string));
  } catch {
    return undefined;
  }
}

const spaceAt = (text: string): number => Math.max(0, text.search(/[^ \t\n\r]/));

/** `/a/b` is reached by way of the root and `/a`. */
function waysTo(list: string): string[] {
  const names = list.split('/');
  return names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'));
}
