import { expect, test } from 'vitest';
import type { TransactionState } from '#shared/regimes/eu/nmvs/transaction-states.ts';
import { joinedParts } from './joined-parts.ts';

test.each<[TransactionState[], TransactionState]>([
  [['done', 'done'], 'done'],
  [['done', 'rejected'], 'partial'],
  [['rejected', 'rejected'], 'rejected'],
  [['done', 'sent', 'partial'], 'sent'],
  [['done', 'failed', 'sent'], 'failed'],
  [['failed', 'unclear', 'done'], 'unclear'],
])('parts that are %j stand together as %s', (states, joined) => expect(joinedParts(states)).toBe(joined));
