import * as v from 'valibot';
import { type PostNeeds, postAnnouncement } from '#common/listeners/post-announcement.ts';
import { log } from '#common/log.ts';
import type { Announcements } from '#common/store/announcements.ts';
import type { ListenerLog } from '#common/store/listener-log.ts';
import { type ListenerRun, storedListenerRun } from '#common/store/listener-run-row.ts';
import type { ListenerClaim, ListenerRuns, RunChanges } from '#common/store/listener-runs.ts';
import type { Listener } from '#common/store/listeners.ts';
import { type Placed, tellAnnouncement } from '#shared/announcements/announcement.ts';
import { isWanted } from '#shared/announcements/wanted.ts';
import { type Ending, notTaken } from './next-turn.ts';

export interface TurnNeeds extends PostNeeds {
  readonly announcements: Pick<Announcements, 'after'>;
  readonly runs: Pick<ListenerRuns, 'note'>;
  readonly log: ListenerLog;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** After so long no other message of either kind is begun: the last one may take its receiver fifteen seconds, and the function lives for sixty. */
const PART_MS = 10_000;
/** Announcements that are looked at in a turn of either kind, told or not. */
const PER_TURN = 100;

/** A turn of one listener, as far as it has come. */
interface Turn {
  readonly needs: TurnNeeds;
  readonly claim: ListenerClaim;
  readonly listener: Listener;
  /** As it is noted. */
  run: ListenerRun;
}

/** Tells what happened since, and then some of what is to be told once more: neither waits for the end of the other. */
export async function takeTurn(needs: TurnNeeds, claim: ListenerClaim, listener: Listener): Promise<Ending> {
  const turn: Turn = { needs, claim, listener, run: claim.run };
  const live = await tellLive(turn);
  if (typeof live === 'object') return live;
  const again = turn.run.replay === undefined ? 'all' : await tellAgain(turn, turn.run.replay);
  if (typeof again === 'object') return again;
  return live === 'all' && again === 'all' ? { changes: {} } : { changes: {}, next: needs.now() };
}

/** All that there is, or some; or how the turn ends, because its receiver did not take a message. */
type Told = 'all' | 'some' | Ending;

async function tellLive(turn: Turn): Promise<Told> {
  const { needs, run } = turn;
  const found = await needs.announcements.after(run.tenant, run.place, PER_TURN, needs.now());
  const told = await tellEach(turn, found.announcements, 'live', (place) => ({ place }));
  if (told !== 'all') return told;
  if (turn.run.place !== found.upTo) await note(turn, { place: found.upTo });
  return found.more ? 'some' : 'all';
}

async function tellAgain(turn: Turn, { place, until }: NonNullable<ListenerRun['replay']>): Promise<Told> {
  const { needs, run } = turn;
  const found = await needs.announcements.after(run.tenant, place, PER_TURN, needs.now());
  const old = found.announcements.filter((one) => one.place <= until);
  const told = await tellEach(turn, old, 'replay', (to) => ({ replay: { place: to, until } }));
  if (told !== 'all') return told;
  const isThrough = !found.more || found.upTo > until;
  await note(turn, { place: turn.run.place, replay: isThrough ? undefined : { place: found.upTo, until } });
  return isThrough ? 'all' : 'some';
}

async function tellEach(
  turn: Turn,
  placed: readonly Placed[],
  why: 'live' | 'replay',
  changesAt: (place: string) => RunChanges,
): Promise<Told> {
  const { needs, listener } = turn;
  const endsAt = needs.now().getTime() + PART_MS;
  for (const one of placed) {
    if (!isWanted(listener, one)) continue;
    if (needs.now().getTime() >= endsAt) return 'some';
    const ending = await tellOne(turn, one, why, changesAt);
    if (ending !== undefined) return ending;
  }
  return 'all';
}

/** The log first, then the place: who dies in between tells it again, under the same id. */
async function tellOne(
  turn: Turn,
  placed: Placed,
  why: 'live' | 'replay',
  changesAt: (place: string) => RunChanges,
): Promise<Ending | undefined> {
  const { needs, listener } = turn;
  const { tenant, listener: id } = listener;
  const posted = await postAnnouncement(needs, listener, tellAnnouncement(placed, why === 'replay'), why);
  const { entry, isGone, retryAfter } = posted;
  const at = needs.now();
  if (entry.outcome === 'delivered') {
    await needs.log.add(tenant, id, entry);
    const well = { tries: 0, failure: undefined, failingSince: undefined, lastToldAt: at.toISOString() };
    const isBack = turn.run.state === 'parked' && { state: 'active' as const };
    await note(turn, { ...well, ...isBack, ...changesAt(placed.place) });
    log('listener-told', { tenant, listener: id, event: entry.event, type: entry.type, why });
    return undefined;
  }
  if (isGone) {
    await needs.log.add(tenant, id, entry);
    return { changes: { state: 'stopped', failure: 'status 410: the receiver wants nothing more' } };
  }
  const ending = notTaken(turn.run, { reason: entry.failure ?? '', retryAfter }, at, needs.random());
  await needs.log.add(tenant, id, { ...entry, nextTry: ending.next.toISOString() });
  return ending;
}

async function note(turn: Turn, changes: RunChanges): Promise<void> {
  await turn.needs.runs.note(turn.claim, changes);
  turn.run = v.parse(storedListenerRun, { ...turn.run, ...changes });
}
