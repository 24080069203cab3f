import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import { findIn } from './find-order.ts';
import { type Fact, type ForeignLine, MOST_FACTS, MOST_IDS, type Result, type Results } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { idsIn } from './in-messages.ts';
import { outcomeOf } from './list-orders.ts';
import { type Before, once, type Step } from './once.ts';
import { wordProblem } from './said-reason.ts';
import { strangersIn } from './strangers.ts';
import { type Part, takeNumbers } from './take-numbers.ts';
import { takePacked } from './take-packed.ts';
import { takeUnpacked } from './take-unpacked.ts';
import type { Taking } from './taking.ts';
import { asMoment, momentOf, tellingOf } from './telling-of.ts';

type Said = Parameters<ForeignLine['take']>[0];

/** How far a message is: which fact is at hand, and how much of that is done. */
interface Far {
  readonly fact: number;
  readonly part?: Part | undefined;
}

/** Takes what a line says has happened, its facts one after the other. */
export async function takeFacts(
  needs: ForeignNeeds,
  { token, group = token, ...said }: Said,
): Promise<Results | Refusal> {
  const { order, facts } = said;
  const taken = await once<unknown, Results>(needs, { kind: 'take', token, said }, function* (before) {
    const found = findIn(
      needs,
      order,
      ['running', 'closing'],
      'Begin the order first; a closed lot is changed by people only.',
    );
    const results: Result[] = before === undefined ? [] : resultsOf(before);
    const isBegun = results.length > 0 || (before !== undefined && (farOf(before).part?.from ?? 0) > 0);
    const wrong = isBegun ? undefined : yield* unfit(needs, found, facts);
    if (wrong !== undefined) return wrong;
    // People may have ended the order while the power was away: what is left of the message is too late.
    if (isRefusal(found)) results.push(...facts.slice(results.length).map(() => found));
    else yield* takeAll(needs, found, facts, { before, results, group });
    const batch = isRefusal(found) ? needs.batches.get(before?.batch ?? 0) : found;
    const { exceptions, openExceptions } = outcomeOf(needs, batch, token);
    return { batch: batch.batch, answer: { order: batch.order.order, token, results, exceptions, openExceptions } };
  });
  needs.posted();
  return taken;
}

/** Why a message is refused as a whole. */
function* unfit(
  needs: ForeignNeeds,
  batch: Batch | Refusal,
  facts: readonly Fact[],
): Generator<Step<Far>, Refusal | undefined> {
  if (isRefusal(batch)) return batch;
  const wrong = sizeProblem(facts);
  if (wrong !== undefined) return wrong;
  const looking = strangersIn(needs, batch, facts);
  for (;;) {
    const looked = looking.next();
    if (looked.done) return looked.value;
    yield { batch: batch.batch, far: { fact: 0 } };
  }
}

interface Under {
  readonly before: Before | undefined;
  readonly results: Result[];
  readonly group: string;
}

function* takeAll(
  needs: ForeignNeeds,
  batch: Batch,
  facts: readonly Fact[],
  { before, results, group }: Under,
): Generator<Step<Far>, void> {
  let part = before && farOf(before).part;
  for (const [i, fact] of facts.entries()) {
    if (i < results.length) continue;
    const taking = takeFact(needs, batch, fact, `/facts/${i}`, { group }, part);
    part = undefined;
    let step = taking.next();
    for (; !step.done; step = taking.next()) yield { batch: batch.batch, far: { fact: i, part: step.value } };
    results.push(step.value);
    yield { batch: batch.batch, far: { fact: i + 1 }, results: [step.value] };
  }
}

/** Only what was kept by us is read back. */
const farOf = ({ far }: Before): Far => v.parse(farShape, far);
const farShape = v.custom<Far>((value) => typeof value === 'object' && value !== null && 'fact' in value);
const resultsOf = ({ results }: Before): Result[] => v.parse(v.array(resultShape), results);
const resultShape = v.custom<Result>((value) => value === 'taken' || value === 'known' || typeof value === 'object');

/** Takes one fact; a long list of numbers in several steps. */
export function* takeFact(
  needs: ForeignNeeds,
  batch: Batch,
  fact: Fact,
  at: string,
  taking: Taking,
  part?: Part,
): Generator<Part, Result> {
  const moment = momentOf(needs, fact.at, `${at}/at`);
  if (isRefusal(moment)) return moment;
  const wrong = 'reason' in fact ? wordProblem(fact.reason, fact.kind, `${at}/reason`) : undefined;
  if (wrong !== undefined) return wrong;
  const telling = tellingOf(needs, batch, asMoment(moment));
  if (fact.kind === 'packed') return takePacked(needs, telling, batch, fact, at, taking);
  if (fact.kind === 'unpacked') return takeUnpacked(needs, telling, batch, fact, at, taking);
  return yield* takeNumbers({ needs, telling, batch, fact, at, taking }, part);
}

/** The same at once: for what is short. */
export function takeAtOnce(needs: ForeignNeeds, batch: Batch, fact: Fact, taking: Taking): Result {
  const work = takeFact(needs, batch, fact, '', taking);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
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
