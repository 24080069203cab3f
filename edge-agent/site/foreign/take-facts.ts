import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import { findIn } from './find-order.ts';
import { type Fact, type ForeignLine, MOST_FACTS, MOST_IDS, type Result, type Results } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { idsIn } from './in-messages.ts';
import { outcomeOf } from './list-orders.ts';
import { once } from './once.ts';
import { takeNumbers } from './take-numbers.ts';
import { takePacked } from './take-packed.ts';
import { takeUnpacked } from './take-unpacked.ts';
import { asMoment, momentOf, tellingOf } from './telling-of.ts';

type Said = Parameters<ForeignLine['take']>[0];

/** Takes what a line says has happened: one message is one transaction, its facts are judged one after the other. */
export function takeFacts(needs: ForeignNeeds, { token, ...said }: Said): Results | Refusal {
  const { order, facts } = said;
  return once(needs, { kind: 'take', token, said }, () => {
    const batch = findIn(
      needs,
      order,
      ['running', 'closing'],
      'Begin the order first; a closed lot is changed by people only.',
    );
    if (isRefusal(batch)) return batch;
    const wrong = sizeProblem(facts);
    if (wrong !== undefined) return wrong;
    const results = facts.map((fact, i) => takeFact(needs, batch, fact, `/facts/${i}`));
    needs.posted();
    const { exceptions } = outcomeOf(needs, batch, token);
    return { batch: batch.batch, answer: { order: batch.order.order, token, results, exceptions } };
  });
}

/** Takes one fact, in the caller's transaction. `word`: whose word it is that what may be so is so. */
export function takeFact(
  needs: ForeignNeeds,
  batch: Batch,
  fact: Fact,
  at: string,
  word: 'person' | 'line' = 'line',
): Result {
  const moment = momentOf(needs, fact.at, `${at}/at`);
  if (isRefusal(moment)) return moment;
  const noReason = 'reason' in fact && fact.reason.trim() === '';
  if (noReason) {
    return refuse('malformed', `${fact.kind} needs a reason`, {
      at: `${at}/reason`,
      rule: 'what ends a number is reason-coded',
      remedy: 'Say why.',
    });
  }
  const telling = tellingOf(needs, batch, asMoment(moment));
  if (fact.kind === 'packed') return takePacked(needs, telling, batch, fact, at, word);
  if (fact.kind === 'unpacked') return takeUnpacked(needs, telling, batch, fact, at);
  return takeNumbers(needs, telling, batch, fact, at, word);
}

function sizeProblem(facts: readonly Fact[]): Refusal | undefined {
  const ids = facts.reduce((sum, fact) => sum + idsIn(fact), 0);
  if (facts.length <= MOST_FACTS && ids <= MOST_IDS) return undefined;
  return refuse('too-large', `${facts.length} facts with ${ids} identifiers in one message`, {
    at: '/facts',
    rule: `at most ${MOST_FACTS} facts and ${MOST_IDS} identifiers`,
    remedy: 'Say it in parts, each with a token of its own.',
  });
}
