import { spellingOf } from '#common/epcis/identifier-format.ts';
import { problem } from '#common/problem.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import type { Frozen, Run } from '#common/store/subscription-run-row.ts';
import type { Claim, SubscriptionRuns } from '#common/store/subscription-runs.ts';
import { translateEpcs } from '#shared/epcis/translate-epcs.ts';
import { queryDocument } from '#shared/epcis/write-json.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { Collected } from './collect-events.ts';

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

/** Writes an EPCISQueryDocument of what was collected (EPCIS 2.0, REST binding, subscriptions) and freezes it. */
export async function writeEvents(
  needs: WriteNeeds,
  claim: Claim,
  subscription: Subscription,
  { events, rows, more }: Collected,
  collectedAt: Date,
): Promise<Message> {
  const { tenant, subscriptionId: subscriptionID, queryName, epcFormat } = subscription;
  const spell = await spellingOf(needs.registry, tenant, epcFormat);
  const document = queryDocument(
    events.map(({ event, eventId: eventID, recordTime }) => ({ ...translateEpcs(event, spell), eventID, recordTime })),
    { creationDate: collectedAt.toISOString(), queryName, subscriptionID },
  );
  const upTo = events.map(({ recordTime }) => recordTime).reduce((a, b) => (a > b ? a : b), '');
  return freeze(needs, claim, document, {
    contentType: 'application/json',
    rows: [...rows],
    collectedAt: collectedAt.toISOString(),
    more,
    ...(upTo !== '' && { upTo }),
    endsBackfill: false,
  });
}

/** Writes why the query of a subscription cannot be answered, as its receiver is told instead of events, and freezes it. */
export function writeProblem(needs: WriteNeeds, claim: Claim, refusal: Refusal): Promise<Message> {
  const { queryName, subscriptionId } = claim.run;
  const instance = `/epcis/queries/${encodeURIComponent(queryName)}/subscriptions/${subscriptionId}`;
  return freeze(needs, claim, problem(refusal, true, instance), {
    contentType: 'application/problem+json',
    rows: [],
    collectedAt: needs.now().toISOString(),
    more: true,
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
  document: object,
  about: Omit<Frozen, 'id' | 'key' | 'turn' | 'acknowledged'>,
): Promise<Message> {
  const { tenant, subscriptionId, turns } = claim.run;
  const body = Buffer.from(JSON.stringify(document));
  const key = messageKey(tenant, subscriptionId, turns);
  await evidence.put(key, body);
  const frozen: Frozen = { ...about, id: `${subscriptionId}-${turns}`, key, turn: turns, acknowledged: false };
  await runs.note(claim, { frozen });
  return { frozen, body };
}

const messageKey = (tenant: string, subscriptionId: string, turn: number) =>
  `${tenant}/subscriptions/${subscriptionId}/${turn}.json`;

/** The message of a run as it was written before. */
export async function frozenMessage(evidence: EvidenceStore, frozen: NonNullable<Run['frozen']>): Promise<Message> {
  const body = await evidence.get(frozen.key);
  if (body === undefined) throw new Error(`message ${frozen.key} is gone`);
  return { frozen, body };
}
