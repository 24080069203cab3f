import type { JsonObject } from '../wire/json.ts';
import type { Definitions } from './prefixes.ts';
import { JSON_BINDING, type Problem, problem, under } from './problem.ts';

/** How a binding spells the texts of identifiers and words: JSON-LD may shorten them to CURIEs, XML knows full URIs only. */
export type Values = 'curies' | 'uris';

/** Of one event: enough to repair it, few enough to read. */
export const MOST_PROBLEMS = 100;

/** What stands around the values of one event or head: the prefixes in force, and what was found out on the way through. */
export class Scope {
  readonly definitions: Definitions;
  readonly values: Values;
  /** No text of a list has a character that a URI must not have: that was found out for whole lists, and need not be for each text. */
  plainLists: boolean;
  /** What is wrong, at most `MOST_PROBLEMS`. */
  readonly problems: Problem[] = [];
  /** How many members and numbers were met on the way. What no check looks into is not counted. */
  members = 0;
  numbers = 0;
  // Most events need neither set, and sets are dear.
  #used: Set<string> | undefined;
  #clashes: Set<string> | undefined;

  constructor(definitions: Definitions, values: Values, plainLists: boolean) {
    this.definitions = definitions;
    this.values = values;
    this.plainLists = plainLists;
  }

  /** The clause to cite where the form itself is wrong. */
  get binding(): string {
    return this.values === 'curies' ? JSON_BINDING : 'EPCIS XML binding';
  }

  /** The names of `definitions` that member names need, and CURIEs where texts may be such. */
  get used(): Set<string> {
    this.#used ??= new Set();
    return this.#used;
  }

  /** Only where texts are `uris`: prefixes of `definitions` with which a text begins, so that JSON-LD would expand it. */
  get clashes(): Set<string> {
    this.#clashes ??= new Set();
    return this.#clashes;
  }

  /** Makes the scope as good as new, for the next event. Only when nothing was wrong and nothing was needed. */
  startAgain(plainLists: boolean): void {
    this.plainLists = plainLists;
    this.members = 0;
    this.numbers = 0;
  }

  /** True when nothing of `definitions` was needed. */
  get needsNothing(): boolean {
    return this.#used === undefined;
  }
}

/** A scope in which nothing has been found yet. */
export const newScope = (definitions: Definitions, values: Values = 'curies', plainLists = false): Scope =>
  new Scope(definitions, values, plainLists);

/** Records a problem with the value that is being looked at. */
export function report(scope: Scope, detail: string, rule: string, remedy?: string): void {
  if (scope.problems.length < MOST_PROBLEMS) scope.problems.push(problem(detail, rule, remedy));
}

/** True when one more problem would not be kept: then no more need be looked for. */
export const isFull = (scope: Scope): boolean => scope.problems.length >= MOST_PROBLEMS;

/** Says that the problems from the given one on lie under a member or item. Paths are made on the way up, so a sound value costs none. */
export function place(scope: Scope, from: number, name: string | number): void {
  for (let index = from; index < scope.problems.length; index++) {
    const inner = scope.problems[index];
    if (inner !== undefined) scope.problems[index] = under(name, inner);
  }
}

/** Notes that a member or type is called so: the event needs its prefix, and what the context says about the name itself. */
export function noteName(name: string, scope: Scope): void {
  const { definitions } = scope;
  if (definitions.size === 0) return;
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon));
  if (!definitions.has(prefix) || name.startsWith('//', colon + 1)) return;
  scope.used.add(prefix);
  if (definitions.has(name)) scope.used.add(name);
}

/** Notes a text: in JSON-LD it may be a CURIE, which needs its prefix; in XML it must not become one. */
export function noteValue(text: string, scope: Scope): void {
  const { definitions } = scope;
  if (definitions.size === 0 || text.startsWith('urn:') || text.startsWith('https://')) return;
  if (scope.values === 'curies') noteName(text, scope);
  else {
    const colon = text.indexOf(':');
    const prefix = text.startsWith('//', colon + 1) ? '' : text.slice(0, Math.max(0, colon));
    if (definitions.has(prefix)) scope.clashes.add(prefix);
  }
}

/** The definitions that were needed, as an event's own `@context`; undefined when it needs none. */
export function neededContext(scope: Scope): Record<string, string | JsonObject> | undefined {
  if (scope.needsNothing) return undefined;
  return Object.fromEntries([...scope.definitions].filter(([name]) => scope.used.has(name)));
}
