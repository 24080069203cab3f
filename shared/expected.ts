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
  more: Pick<Refusal, 'at'> = {},
): Refusal | undefined {
  if (expected === undefined || expected.tag === there?.tag) return undefined;
  if (expected.tag === undefined)
    return refuse('conflict', `${what} exists already`, {
      ...more,
      rule: 'RFC 9110 §13.1.2',
      remedy: 'look at what there is and change that, or take another name',
    });
  const by = there?.by === undefined ? '' : ` by ${there.by}`;
  return refuse('conflict', `${what} was changed meanwhile${by}`, {
    rule: 'RFC 9110 §13.1.1',
    remedy: 'read it again, then decide again',
  });
}
