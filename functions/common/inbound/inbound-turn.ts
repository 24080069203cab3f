import { spoken } from '#common/capture/spoken.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { InboundClaim, InboundDocuments } from '#common/store/inbound-documents.ts';
import { type InboundChange, type InboundDocument, isSettled } from '#common/store/inbound-row.ts';
import type { InboundMessage } from '#shared/messages/queue-messages.ts';
import { refuse } from '#shared/refusal.ts';
import type { AnswerSender } from './answer-sender.ts';
import { wakeReader } from './keep-inbound.ts';
import { problemsOf } from './problems.ts';

/** What a turn came to: how the document stands, and milliseconds until it is looked at again, if it is. */
export interface Turned {
  readonly change: InboundChange;
  readonly againMs?: number;
  /** The queue of who goes on with it, where that is another function. */
  readonly next?: SendToQueue;
}

/** Records what a turn found before it goes on: whoever takes it up after a death finds it. @throws when the turn is another's by now */
export type NoteTurn = (change: InboundChange) => Promise<void>;

export interface TurnNeeds {
  readonly inbound: Pick<InboundDocuments, 'claim' | 'note' | 'settle' | 'waiting' | 'hurry'>;
  /** Queue `inbound`. */
  readonly wake: SendToQueue;
  /** Plans what a sender is told of a document that is read to its end. */
  readonly answer: AnswerSender;
  readonly now: () => Date;
}

const MINUTE_MS = 60_000;
/** After a turn that failed, by how often it did: from a minute to an hour. */
const pauseAfter = (attempts: number) => Math.min(60, 2 ** Math.max(0, attempts - 1)) * MINUTE_MS;
/** Turns in a row without an end after which people are called, and after which it is not tried any more: eleven hours of failures, or forty minutes of readers that die. */
const MANY = 8;
const MOST = 16;
/** The longest pause for which a message is sent; `sweep` wakes after longer ones. */
const BY_MESSAGE_MS = MINUTE_MS;

/**
 * One turn of a document that a partner sent: something is done about it, and how it stands is recorded. Whoever dies in between leaves all of it to the next. One that
 * was taken in wakes those of the same partner that wait: they may wait for it.
 */
export const inboundTurn =
  (needs: TurnNeeds, work: (document: InboundDocument, note: NoteTurn) => Promise<Turned>) =>
  async ({ tenant, inbound }: InboundMessage): Promise<void> => {
    const claim = await needs.inbound.claim(tenant, inbound, needs.now());
    if (claim === undefined) return;
    const { document } = claim;
    const {
      change,
      againMs,
      next: goesOn,
    } = await tried((one) => work(one, (found) => needs.inbound.note(claim, found)), claim);
    const now = needs.now();
    const after = { ...document, ...change };
    const { state, problems } = after;
    const end = isSettled({ state }) && { settledAt: now.toISOString() };
    const next = againMs === undefined ? undefined : new Date(now.getTime() + againMs);
    // First: what is planned waits until the document stands as it says, so that who dies in between leaves no sender untold.
    if (isSettled({ state })) await needs.answer(after);
    // A lease that ran out is another's turn: what it finds is the same.
    if ((await needs.inbound.settle(claim, { ...change, ...end }, next)) === 'overtaken') return;
    const { partner, way } = document;
    log('inbound-settled', { tenant, partner, way, documentId: inbound, state, problems: problems.length });
    if (againMs !== undefined && againMs <= BY_MESSAGE_MS)
      await wakeReader({ wake: goesOn ?? needs.wake }, document, Math.ceil(againMs / 1000));
    if (state === 'accepted' || state === 'partly-accepted') await wakeWaiting(needs, document);
  };

async function tried(
  work: (document: InboundDocument) => Promise<Turned>,
  { document }: InboundClaim,
): Promise<Turned> {
  const { tenant, documentId, partner, attempts } = document;
  // Who dies of it leaves no more than the count: it would hold a worker for ever.
  if (attempts > MOST) {
    log('inbound-needs-person', { tenant, partner, documentId, attempts, why: 'given-up' });
    return { change: { attempts, state: 'refused', problems: problemsOf([givenUp(attempts - 1)]) } };
  }
  try {
    const { change, ...more } = await work(document);
    return { change: { ...change, attempts: 0 }, ...more };
  } catch (error) {
    const failure = error instanceof Refused ? error.refusal.detail : spoken(error);
    log('inbound-failed', { tenant, partner, documentId, attempts, error: failure });
    if (attempts >= MANY) log('inbound-needs-person', { tenant, partner, documentId, attempts, why: 'failing' });
    return { change: { attempts }, againMs: pauseAfter(attempts) };
  }
}

const givenUp = (turns: number) =>
  refuse('too-complex', `it could not be read to its end here in ${turns} turns, and we were told`, {
    rule: 'Seriate: what cannot be read is not tried for ever (docs/partners-inbound.md)',
    remedy: 'ask us what kept it, or send it in smaller parts; what is stored of it already is found stored',
  });

/** One that waits is looked at once a minute, however many are taken in meanwhile. Whoever dies in between costs it a quarter of an hour at most. */
async function wakeWaiting(needs: TurnNeeds, { tenant, partner }: InboundDocument): Promise<void> {
  for (const one of await needs.inbound.waiting(tenant, partner)) {
    const now = needs.now().getTime();
    const from = new Date(Math.max(now, Date.parse(one.triedAt ?? one.receivedAt) + MINUTE_MS));
    if ((await needs.inbound.hurry(tenant, one.documentId, from)) === 'hurried')
      await wakeReader(needs, one, Math.ceil((from.getTime() - now) / 1000));
  }
}
