import type { Refusal } from '#shared/refusal.ts';

/** Rolls back what an act has done before it found that it may not. */
export class Forbidden extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}
