import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { Side } from '#shared/desk/kinds.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Messages of one side, and their bytes: whatever the two say without knowing of each other, both together fit into a row of 400 kB. */
const MOST_OF_A_SIDE = 50;
const MOST_BYTES_OF_A_SIDE = 100_000;
/** Of what a case is about. */
const MOST_BYTES_OF_SUBJECT = 130_000;

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Why a case does not get so long; undefined while it has room. The end of a case always has. */
export function noRoom({ messages, subject }: Pick<DeskCase, 'messages' | 'subject'>, side: Side): Refusal | undefined {
  const rule = 'Seriate API: a case is one row, of which each side has half';
  if (bytesOf(subject) > MOST_BYTES_OF_SUBJECT)
    return refuse('too-large', `what the case is about has more than ${MOST_BYTES_OF_SUBJECT} bytes`, {
      ...{ at: '/subject', rule, remedy: 'say it by several cases' },
    });
  const own = messages.filter((one) => one.side === side);
  const [last] = own.slice(-1);
  if (last?.act === 'resolve' || last?.act === 'withdraw') return undefined;
  if (own.length > MOST_OF_A_SIDE)
    return refuse('too-large', `each side has ${MOST_OF_A_SIDE} messages at most`, {
      ...{ rule, remedy: 'close the case, or open another' },
    });
  if (bytesOf(own) > MOST_BYTES_OF_A_SIDE)
    return refuse('too-large', `the messages of a side have ${MOST_BYTES_OF_A_SIDE} bytes at most`, {
      ...{ rule, remedy: 'say it shorter, as a file, or by several cases' },
    });
  return undefined;
}
