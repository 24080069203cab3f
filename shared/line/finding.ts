/**
 * What may be wrong with what a line tells.
 *
 * - about a number: `foreign-code` (nobody gave it to this order) · `other-order` · `lot-contradicts`, `expiry-contradicts` (its code says another) ·
 *   `ended` (something became of it before that cannot be undone) · `reintroduced` (was rejected, is good now) · `told-before` (exists for the
 *   world, so it can only be ended) · `not-commissioned` · `is-packed` (what is in a container is taken out first) · `not-a-pack`
 * - about a container: `number-used` · `wrong-level` · `packed-twice` · `twice-in-one` · `over-full` · `short` · `partial-unapproved` · `mixed-lots` ·
 *   `claims-more` (a GTIN of its own on what is not full or not of one lot) · `nothing-inside`
 * - about a group of events: `commissioned-twice` · `before-commissioning` · `waits` (for something that is held) · `past-expiry`
 * - about a lot: `no-fate` · `sum` · `not-told` · `open-container` · `loose-packs` · `counts-differ`
 */
export type FindingCode =
  | 'foreign-code'
  | 'other-order'
  | 'lot-contradicts'
  | 'expiry-contradicts'
  | 'ended'
  | 'reintroduced'
  | 'told-before'
  | 'not-commissioned'
  | 'is-packed'
  | 'not-a-pack'
  | 'number-used'
  | 'wrong-level'
  | 'packed-twice'
  | 'twice-in-one'
  | 'over-full'
  | 'short'
  | 'partial-unapproved'
  | 'mixed-lots'
  | 'claims-more'
  | 'nothing-inside'
  | 'commissioned-twice'
  | 'before-commissioning'
  | 'waits'
  | 'past-expiry'
  | 'no-fate'
  | 'sum'
  | 'not-told'
  | 'open-container'
  | 'loose-packs'
  | 'counts-differ';

/** One thing that is wrong: what, about which things, by which rule, and what to do. */
export interface Finding {
  readonly code: FindingCode;
  readonly detail: string;
  /** What it is about: EPC URNs, or a number as it was told where it is no EPC of ours. */
  readonly subjects: readonly string[];
  /** Standard and clause. */
  readonly rule: string;
  readonly remedy: string;
  /** True when it can be so all the same, and may be told as it is once a person has explained it. */
  readonly mayTell: boolean;
  /** Where in what was told, as a JSON pointer. */
  readonly at?: string;
}
