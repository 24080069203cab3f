import type { Tail } from '#shared/line/printable.ts';
import type { PackLevel, Recipe } from '#shared/line/recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { BatchState } from '../../store/batches.ts';

/** What a number is for: a pack, or a container of a level of the recipe. */
export type NumberLevel = 'item' | PackLevel;

/**
 * Any text that names one thing: element string (scanned, or `01…21…` with separators), text in brackets, EPC URN, Digital Link, an SSCC of 18
 * digits; a bare serial names a pack of the order.
 */
export type Id = string;

/** Numbers by level; a level that the order's recipe does not have is left out. */
export type ByLevel = Readonly<Partial<Record<NumberLevel, number>>>;

/** An order as its line sees it. */
export interface ForeignOrder {
  readonly order: Order;
  /** Pinned when the order was assigned, and the same until it is closed. */
  readonly recipe: Recipe;
  readonly state: BatchState;
  /** Numbers that the site has had for it: those handed out and those still to be had. Levels that share a pool share what is left of it. */
  readonly received: ByLevel;
  /** Numbers that the line has and has not given back. */
  readonly handedOut: ByLevel;
  /** Exceptions that people have yet to resolve; the report waits for them. */
  readonly exceptions: readonly number[];
  /** How many are open: `exceptions` has the oldest hundred. */
  readonly openExceptions: number;
}

/** Something was done, now or when it was first said under that token. */
export interface Outcome {
  readonly order: string;
  readonly token: string;
  /** State of the order after it. */
  readonly state: BatchState;
  /** Exceptions open after it. */
  readonly exceptions: readonly number[];
  readonly openExceptions: number;
}

/** Numbers that a line may put to use from now on, each of them once. */
export interface Allocation {
  readonly token: string;
  readonly level: NumberLevel;
  /** Serials (AI 21), or SSCCs of 18 digits. */
  readonly numbers: readonly string[];
  /** What the serials are of; absent for SSCCs. */
  readonly gtin?: string;
  /** What stands behind each of the serials on its pack, by application identifier; absent where nothing does. */
  readonly tails?: readonly Tail[];
}

/** Numbers were bound to what they name, or put on a label. */
interface Born {
  readonly kind: 'encoded' | 'commissioned';
  readonly numbers: readonly Id[];
  /** ISO 8601 with offset; when it happened, where that was not just now. */
  readonly at?: string | undefined;
}

/** Something became of numbers or of what bears them. */
interface Ended {
  readonly kind:
    | 'rejected'
    | 'label-scrapped'
    | 'label-sampled'
    | 'sampled'
    | 'decommissioned'
    | 'destroyed'
    | 'invalidated'
    | 'inspected';
  readonly numbers: readonly Id[];
  readonly reason: string;
  readonly at?: string | undefined;
}

/** Packs or containers went into a container, which is closed by that. */
interface PackedFact {
  readonly kind: 'packed';
  readonly level: PackLevel;
  readonly parent: Id;
  readonly children: readonly Id[];
  /** True when it is not full, and is meant to be so. */
  readonly partial?: boolean | undefined;
  readonly at?: string | undefined;
}

/** Some or all of what is in a container was taken out. */
interface UnpackedFact {
  readonly kind: 'unpacked';
  readonly parent: Id;
  /** All of it when left out. */
  readonly children?: readonly Id[] | undefined;
  readonly reason: string;
  readonly at?: string | undefined;
}

export type NumbersFact = Born | Ended;
/** One thing that a line says has happened. */
export type Fact = NumbersFact | PackedFact | UnpackedFact;
export type { PackedFact, UnpackedFact };

/** Something was kept and is not told until a person has resolved the exception. The refusal says what is wrong. */
export interface Held {
  readonly held: number;
  readonly refusal: Refusal;
}

/**
 * What became of a fact: `taken`; `known` where nothing new was said; held, as a whole or (of a list of numbers) those that the refusal names
 * while the others are taken; or refused, and nothing of it is kept.
 */
export type Result = 'taken' | 'known' | Held | Refusal;

export interface Results {
  readonly order: string;
  readonly token: string;
  /** One for every fact, in their order. */
  readonly results: readonly Result[];
  readonly exceptions: readonly number[];
  readonly openExceptions: number;
}

/** How many of what the line counted itself, to be held against what it told. Members left out are not compared. */
export type LineCounts = Readonly<
  Partial<Record<'commissioned' | 'rejected' | 'sampled' | 'destroyed' | 'bundles' | 'cases' | 'pallets', number>>
>;

/** Numbers handed out for one asking, and facts and identifiers in one message: whoever has more asks or says it in parts. */
export const MOST_NUMBERS = 5_000;
export const MOST_FACTS = 1_000;
export const MOST_IDS = 2_000;
/** A message with more identifiers of which nothing is known is of something else, and refused as a whole. */
export const MOST_STRANGE = 500;

/**
 * A packaging line of another maker, as the site's interfaces speak for it. `order` is the order's id, or `owner/order` where two owners have
 * given the same.
 *
 * Everything that is said has a token of the line's own, 1 to 128 printable characters. The same token with the same content is answered as
 * before and changes nothing; with another content it is refused. What was refused as a whole was not kept: its token may be used again.
 *
 * Whatever takes longer than a few milliseconds is done slice by slice, one message at a time. What was broken off by a loss of power goes on where it was
 * when it is said again.
 */
export interface ForeignLine {
  readonly line: string;
  /** Orders of the line that are not reported yet, oldest first. */
  orders(): readonly ForeignOrder[];
  /** Begins an assigned order; one order of a line runs at a time. */
  begin(order: string, token: string): Promise<Outcome | Refusal>;
  /** Hands out numbers. `key: 'sscc'` asks for an SSCC where the level has a GTIN of its own: a container that stays short, or of two lots. */
  allocate(ask: {
    readonly order: string;
    readonly level: NumberLevel;
    readonly count: number;
    readonly token: string;
    readonly key?: 'sscc' | undefined;
  }): Promise<Allocation | Refusal>;
  /** Takes numbers back of which nothing was ever said, all of them or none. */
  returnUnused(said: {
    readonly order: string;
    readonly level: NumberLevel;
    readonly numbers: readonly Id[];
    readonly token: string;
  }): Promise<Outcome | Refusal>;
  /**
   * Takes what happened. What contradicts the records is held, what cannot be read is refused, the rest passes. What is held for the same reason is held
   * under one exception for each message, or for all that have the same `group`: a file, a document.
   */
  take(said: {
    readonly order: string;
    readonly token: string;
    readonly facts: readonly Fact[];
    readonly group?: string | undefined;
  }): Promise<Results | Refusal>;
  /** Ends an order: what is checked and agrees is reported (`closed`); else it stays `closing` until people have resolved the exceptions. */
  finish(said: {
    readonly order: string;
    readonly token: string;
    readonly counts?: LineCounts | undefined;
  }): Promise<Outcome | Refusal>;
}
