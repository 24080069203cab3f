import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { Inbox } from '#common/store/inbox.ts';
import { formOf, type Subscription } from '#common/store/subscription-row.ts';
import type { Changes, Claim, SubscriptionRuns } from '#common/store/subscription-runs.ts';
import type { Channel, Channels } from '#common/subscriptions/channel.ts';
import type { Refusal } from '#shared/refusal.ts';
import { bringInPast, type PastNeeds } from './bring-in-past.ts';
import { type CollectNeeds, collectEvents, MOST_EVENTS } from './collect-events.ts';
import { caughtUp, type Ending, goOn, notTaken } from './next-turn.ts';
import { frozenMessage, type Message, rowsOf, type WriteNeeds, writeEvents, writeProblem } from './write-message.ts';

export interface TurnNeeds extends PastNeeds, WriteNeeds {
  readonly ledger: PastNeeds['ledger'] & CollectNeeds['ledger'];
  readonly inbox: Inbox;
  readonly runs: Pick<SubscriptionRuns, 'note' | 'lookBack' | 'beginLookBack'>;
  readonly channels: Channels;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** How long a query that could not be answered is left alone before what was captured meanwhile is looked for again. */
const LOOK_BACK_MS = 24 * 3_600_000;

/** One turn. A run that is to look back comes back for that, if nothing wakes it before. */
export async function takeTurn(
  needs: TurnNeeds,
  claim: Claim,
  subscription: Subscription,
): Promise<Ending | 'stopped'> {
  const ending = await doNext(needs, claim, subscription);
  const { lookBackFrom, lookBackAfter = '' } = claim.run;
  if (ending === 'stopped' || ending.next !== 'idle' || lookBackFrom === undefined) return ending;
  const now = needs.now();
  return { ...ending, next: lookBackAfter > now.toISOString() ? { rest: new Date(lookBackAfter) } : now };
}

/**
 * What is to be done next for a subscription, done: a message that was not acknowledged is sent again; one that was is cleared away; else a
 * page of the past is brought in, or what waits is told. Each step is recorded before the next is begun, so a turn that dies is taken again
 * from there.
 */
async function doNext(needs: TurnNeeds, claim: Claim, subscription: Subscription): Promise<Ending | 'stopped'> {
  const { frozen, backfill, fireAt, lookBackFrom, lookBackAfter = '' } = claim.run;
  if (frozen?.acknowledged === true) return clearAway(needs, claim, subscription, frozen);
  const channel = await open(needs.channels, subscription);
  if (frozen !== undefined) {
    const message = await frozenMessage(needs.evidence, frozen);
    if (message === undefined) return goOn({ frozen: undefined }, needs.now());
    return send(needs, claim, subscription, channel, message);
  }
  if (backfill !== undefined) return lookBack(needs, claim, subscription, channel, backfill);
  if (fireAt !== undefined && fireAt > needs.now().toISOString())
    return { changes: { attempts: 0 }, next: new Date(fireAt) };
  if (lookBackFrom !== undefined && lookBackAfter <= needs.now().toISOString()) {
    await needs.runs.beginLookBack(claim, lookBackFrom, needs.now());
    return goOn({}, needs.now());
  }
  return lookIntoInbox(needs, claim, subscription, channel);
}

const open = (channels: Channels, subscription: Subscription): Promise<Channel> =>
  subscription.channel === 'webhook' ? channels.webhook(subscription) : channels.stream(subscription);

async function lookBack(
  needs: TurnNeeds,
  claim: Claim,
  subscription: Subscription,
  channel: Channel,
  backfill: NonNullable<Claim['run']['backfill']>,
): Promise<Ending | 'stopped'> {
  try {
    const after = await bringInPast(needs, subscription, backfill);
    return goOn({ backfill: after === undefined ? undefined : { ...backfill, after } }, needs.now());
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === undefined) throw error;
    return send(needs, claim, subscription, channel, await writeProblem(needs, claim, subscription, refusal));
  }
}

/** Why a query cannot be answered, now or later. Who is busy only now may be asked again. */
function refusalIn(error: unknown): Refusal | undefined {
  return error instanceof Refused && error.refusal.refused !== 'busy' ? error.refusal : undefined;
}

/** What XML makes of an event's JSON, at worst but for odd ones. */
const GROWTH = 1.6;

const mostBytes = ({ maxBytes }: Channel, subscription: Subscription): number =>
  formOf(subscription) === 'json-2.0' ? maxBytes : maxBytes / GROWTH;

async function lookIntoInbox(
  needs: TurnNeeds,
  claim: Claim,
  subscription: Subscription,
  channel: Channel,
): Promise<Ending | 'stopped'> {
  const collectedAt = needs.now();
  const collected = await collectEvents(needs, claim.run, subscription, mostBytes(channel, subscription));
  if (collected.events.length > 0 || (subscription.reportIfEmpty && subscription.schedule !== undefined))
    return send(
      needs,
      claim,
      subscription,
      channel,
      await writeEvents(needs, claim, subscription, collected, collectedAt),
    );
  await needs.inbox.remove(subscription, collected.rows);
  return collected.more ? goOn({}, collectedAt) : caughtUp(subscription, {}, collectedAt);
}

async function send(
  needs: TurnNeeds,
  claim: Claim,
  subscription: Subscription,
  channel: Channel,
  { frozen, body }: Message,
): Promise<Ending | 'stopped'> {
  const { id, contentType, rows, others, upTo = '', isProblem } = frozen;
  const events = rows.length + others;
  const { run } = claim;
  const verdict = await channel.send(body, { id, contentType });
  const at = needs.now();
  if (verdict.verdict === 'stopped') return 'stopped';
  // It was understood and not taken, so what it told may go in other messages.
  if (verdict.verdict === 'too-large' && !isProblem && events > 0)
    return goOn({ frozen: undefined, ...smaller(events, rows[0]) }, at);
  if (verdict.verdict !== 'acknowledged') {
    const told = 'reason' in verdict ? verdict : { reason: `the channel answered ${verdict.verdict}` };
    return notTaken(run, subscription, told, at, needs.random());
  }
  const acknowledged = { ...frozen, acknowledged: true };
  await needs.runs.note(claim, {
    frozen: acknowledged,
    most: larger(run.most),
    state: 'active',
    failure: undefined,
    lastNotifiedAt: at.toISOString(),
    minRecordTime: upTo > run.minRecordTime ? upTo : run.minRecordTime,
  });
  const { tenant, subscriptionId } = run;
  log('subscription-delivered', { tenant, subscriptionId, events });
  return clearAway(needs, claim, subscription, acknowledged);
}

/** Half as many events the next time; a single one is told by that it is too large. */
const smaller = (events: number, first: string | undefined) =>
  events > 1 ? { most: Math.ceil(events / 2) } : { most: 1, tooLarge: first };

/** What was too large may have been a few large events. */
const larger = (most = MOST_EVENTS) => (most * 2 < MOST_EVENTS ? most * 2 : undefined);

/** What was told waits no longer. Its rows are deleted before the message is forgotten: until then they cannot be told again. */
async function clearAway(
  needs: TurnNeeds,
  { run }: Claim,
  subscription: Subscription,
  frozen: Message['frozen'],
): Promise<Ending> {
  const { more, turn, collectedAt, endsBackfill } = frozen;
  const rows = await rowsOf(needs.evidence, frozen);
  await needs.inbox.remove(subscription, rows);
  const isDone = run.tooLarge !== undefined && rows.includes(run.tooLarge);
  const changes = {
    frozen: undefined,
    ...(endsBackfill && (await givenUp(needs, run))),
    ...(isDone && { tooLarge: undefined }),
  };
  // In an earlier turn nobody could know what this run was asked for since.
  const mayWait = more || (subscription.schedule === undefined && turn !== run.turns);
  return mayWait ? goOn(changes, needs.now()) : caughtUp(subscription, changes, new Date(collectedAt));
}

/** The past is let be for a while. What could not be matched when it was captured is still to be looked for; noting that again changes nothing. */
async function givenUp({ runs, now }: TurnNeeds, { tenant, subscriptionId, backfill }: Claim['run']): Promise<Changes> {
  if (backfill?.from !== undefined) await runs.lookBack(tenant, subscriptionId, backfill.from);
  return { backfill: undefined, lookBackAfter: new Date(now().getTime() + LOOK_BACK_MS).toISOString() };
}
