import * as v from 'valibot';
import { spellingOf } from '#common/epcis/identifier-format.ts';
import { DROPPED_LATER, type EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import type { Frozen } from '#common/store/subscription-run-row.ts';
import type { Claim, SubscriptionRuns } from '#common/store/subscription-runs.ts';
import { eventAt } from '#shared/epcis/event-at.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Collected } from './collect-events.ts';
import { type Written, writeDocument, writeRefusal } from './write-document.ts';

export interface WriteNeeds {
  readonly registry: Pick<Registry, 'tenant'>;
  readonly evidence: EvidenceStore;
  readonly runs: Pick<SubscriptionRuns, 'note'>;
  readonly now: () => Date;
}

/** A message that may be sent now, and again later as it is. */
export interface Message {
  readonly frozen: Frozen;
  readonly body: Uint8Array;
}

/**
 * Writes an EPCISQueryDocument of what was collected (EPCIS 2.0, REST binding, subscriptions; EPCIS 1.2 §8.2.8) and freezes it. An event
 * that XML cannot carry, or its receiver finds too large, is told alone, by why: the message before it ends there, and what comes behind it is not
 * held up.
 */
export async function writeEvents(
  needs: WriteNeeds,
  claim: Claim,
  subscription: Subscription,
  collected: Collected,
  collectedAt: Date,
): Promise<Message> {
  const { tenant, epcFormat } = subscription;
  const spell = await spellingOf(needs.registry, tenant, epcFormat);
  const at = collectedAt.toISOString();
  const { events, rows, more } = collected;
  const written = writeDocument(subscription, events, spell, at);
  const about = { collectedAt: at, upTo: upToOf(events), isProblem: false, endsBackfill: false };
  if (collected.isTooLarge) {
    const told = writeRefusal(subscription, tooLarge(events[0]), at);
    return freeze(needs, claim, told, { ...about, rows: [...rows], more, isProblem: true });
  }
  if (!isRefusal(written)) return freeze(needs, claim, written, { ...about, rows: [...rows], more });
  const fitting = before(written, events.length);
  if (fitting > 0) return writeEvents(needs, claim, subscription, firstOf(collected, fitting), collectedAt);
  const one = firstOf(collected, 1);
  const told = writeRefusal(subscription, unwritable(written, events[0]), at);
  const alone = { upTo: upToOf(one.events), rows: [...one.rows], more: true, isProblem: true };
  return freeze(needs, claim, told, { ...about, ...alone });
}

/** Events before the one that is refused; of several that are refused together, half. */
const before = ({ at }: Refusal, count: number): number => eventAt(at) ?? Math.floor(count / 2);

const upToOf = (events: Collected['events']): string | undefined =>
  events
    .map(({ recordTime }) => recordTime)
    .reduce<string | undefined>((a, b) => (a !== undefined && a > b ? a : b), undefined);

const firstOf = ({ events, through, rows }: Collected, count: number): Collected => ({
  events: events.slice(0, count),
  through: through.slice(0, count),
  rows: rows.slice(0, through[count - 1]),
  more: true,
  isTooLarge: false,
});

const tooLarge = (event: Collected['events'][number] | undefined): Refusal =>
  refuse('unsupported', `event ${event?.eventId} is too large for its receiver`, {
    rule: 'EPCIS 2.0 §8.2.5, ImplementationException',
    remedy: `read it: GET /epcis/events/${encodeURIComponent(event?.eventId ?? '')}`,
  });

const unwritable = ({ detail, rule }: Refusal, event: Collected['events'][number] | undefined): Refusal =>
  refuse('unsupported', `event ${event?.eventId} cannot be written as XML: ${detail}`, {
    ...(rule !== undefined && { rule }),
    remedy: 'read it as JSON: GET /epcis/events/{eventID}',
  });

/** Writes why the query of a subscription cannot be answered, as its receiver is told instead of events, and freezes it. */
export function writeProblem(
  needs: WriteNeeds,
  claim: Claim,
  subscription: Subscription,
  refusal: Refusal,
): Promise<Message> {
  const collectedAt = needs.now().toISOString();
  const written = writeRefusal(subscription, refusal, collectedAt);
  return freeze(needs, claim, written, {
    rows: [],
    collectedAt,
    upTo: undefined,
    more: true,
    isProblem: true,
    endsBackfill: true,
  });
}

/**
 * Keeps the bytes and notes them before they are sent, so that a repetition is the same to the byte. Id and object bear the number of the
 * turn, which nobody else has: who lost the lease cannot overwrite what another has sent.
 */
async function freeze(
  { evidence, runs }: WriteNeeds,
  claim: Claim,
  { text, contentType }: Written,
  { upTo, rows, ...about }: Omit<Frozen, 'id' | 'key' | 'turn' | 'acknowledged' | 'contentType' | 'others'>,
): Promise<Message> {
  const { tenant, subscriptionId, turns } = claim.run;
  const body = Buffer.from(text);
  const key = messageKey(tenant, subscriptionId, turns);
  const others = rows.slice(INLINE);
  await evidence.put(key, body, DROPPED_LATER);
  if (others.length > 0) await evidence.put(rowsKey(key), Buffer.from(JSON.stringify(others)), DROPPED_LATER);
  const named = { id: `${subscriptionId}-${turns}`, key, turn: turns, contentType };
  const told = { rows: rows.slice(0, INLINE), others: others.length };
  const frozen: Frozen = { ...about, ...told, ...(upTo !== undefined && { upTo }), ...named, acknowledged: false };
  await runs.note(claim, { frozen });
  return { frozen, body };
}

const messageKey = (tenant: string, subscriptionId: string, turn: number) =>
  `${tenant}/subscriptions/${subscriptionId}/${turn}`;

/** The message of a run as it was written before; undefined when its receiver was away for so long that the bucket has dropped it. */
export async function frozenMessage(evidence: EvidenceStore, frozen: Frozen): Promise<Message | undefined> {
  const body = await evidence.get(frozen.key);
  return body && { frozen, body };
}

/** Rows of the inbox that stand in the run itself: most messages tell of few events. */
const INLINE = 20;

const rowsKey = (key: string) => `${key}.rows`;
const names = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/** All rows of the inbox that a message tells of. Those that the bucket has dropped with it have left the inbox as well, by their age. */
export async function rowsOf(evidence: EvidenceStore, { key, rows, others }: Frozen): Promise<readonly string[]> {
  const kept = others > 0 ? await evidence.get(rowsKey(key)) : undefined;
  return kept === undefined ? rows : [...rows, ...v.parse(names, Buffer.from(kept).toString('utf8'))];
}
