import * as v from 'valibot';
import type { Refusal } from '#shared/refusal.ts';
import type { Fact } from '../foreign-line.ts';
import { allocateBody, beginBody, finishBody, returnBody, takeBody } from '../shapes.ts';

const order = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** The digest of the file where it is left out. */
const token = v.exactOptional(beginBody.entries.token);

/** What to do about a file that was cut off. */
export const whole = 'Write it under another name, and rename it when it is whole.';

/** A call as a file: the body that HTTP takes, with what to do and the order. */
export const fileCall = v.variant('do', [
  v.strictObject({ do: v.literal('begin'), order, token }),
  v.strictObject({ ...allocateBody.entries, do: v.literal('allocate'), order, token }),
  v.strictObject({ ...takeBody.entries, do: v.literal('take'), order, token }),
  v.strictObject({ ...returnBody.entries, do: v.literal('return'), order, token }),
  v.strictObject({ ...finishBody.entries, do: v.literal('finish'), order, token }),
]);
export type FileCall = v.InferOutput<typeof fileCall>;

/** Where something stands in its file: event or line, counted from 1. */
export type Where = { readonly event: number } | { readonly line: number };

/** A fact with where it stands. */
export interface Placed {
  readonly where: Where;
  readonly fact: Fact;
  /** Where a member of the fact (`/numbers/3`) stands in the file. */
  place(member: string): string;
}

/** Something that cannot be read as a fact. */
export interface Unread {
  readonly where: Where;
  readonly refusal: Refusal;
}

/** Facts of a file in their order, with what cannot be read as one. */
export type Told = readonly (Placed | Unread)[];

/** What a file says: one call, or facts of an order. */
export type Parcel = { readonly call: FileCall } | { readonly told: Told; readonly order: string };
