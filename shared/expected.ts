import { type Refusal, refuse } from './refusal.ts';

/** What a writer takes to be there: what he saw, by its tag (`If-Match`, RFC 9110 §13.1.1), or with the tag undefined nothing (`If-None-Match: *`, §13.1.2). */
export interface Expected {
  readonly tag: string | undefined;
}

/** What there is, and who made it so where that is known. */
export interface There {
  readonly tag: string;
  readonly by?: string | undefined;
}

/** JSON pointer of the member that names what is written: told to who makes what is there already. That something was changed meanwhile is about all of it. */
type Naming = Pick<Refusal, 'at'>;

/** Not of HTTP, which has 412 for the headers that say it: whoever was overtaken is told so by one status, however he said what he saw and whenever it is noticed. */
export const UNSEEN = 'Seriate: nothing is written over that whoever writes has not seen';

/**
 * The refusal of a write whose writer takes something else to be there than is; undefined where it is as he takes it, or he takes nothing for granted.
 *
 * @param what as sentences name it: `user quinn`
 * @param there undefined where there is nothing
 */
export function unlikeExpected(
  expected: Expected | undefined,
  what: string,
  there: There | undefined,
  naming: Naming = {},
): Refusal | undefined {
  if (expected === undefined || expected.tag === there?.tag) return undefined;
  return overtaken(expected, what, naming, there?.by);
}

/** The same refusal, where it turned out at the write that somebody else was faster. */
export function overtaken({ tag }: Expected, what: string, naming: Naming = {}, by?: string): Refusal {
  if (tag === undefined)
    return refuse('conflict', `${what} exists already`, {
      ...naming,
      rule: UNSEEN,
      remedy: 'look at what there is and change that, or take another name',
    });
  return refuse('conflict', `${what} was changed meanwhile${by === undefined ? '' : ` by ${by}`}`, {
    rule: UNSEEN,
    remedy: 'read it again, then decide again',
  });
}
