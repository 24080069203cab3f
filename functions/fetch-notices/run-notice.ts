import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { NoticeChange, NoticeRow } from '#common/store/notice-row.ts';
import type { NoticeClaim, Notices } from '#common/store/notices.ts';
import { Waits } from '#common/waits.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Notice } from '#shared/regimes/notice.ts';
import { noticesOf } from '#shared/regimes/notices-of.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { allRegimes, regimeOf } from '#shared/regimes/regimes.ts';
import { type Followed, type FollowNeeds, followNotice } from './follow-notice.ts';
import { type ReadNeeds, readNotice } from './read-notice.ts';

export interface RunNeeds extends ReadNeeds, FollowNeeds {
  readonly notices: Pick<Notices, 'claim' | 'settle' | 'list' | 'takeBack'>;
  readonly evidence: ReadNeeds['evidence'];
  readonly now: () => Date;
  /** Those that there are; absent: all of the installation. */
  readonly regimes?: readonly Regime[];
}

/** Minutes after a turn that failed, by how often it did: from a minute to an hour. */
const pauseAfter = (attempts: number) => Math.min(60, 2 ** Math.max(0, attempts - 1));
/** Failures in a row after which people are called; it is tried on. */
const MANY = 8;

/** One turn of a notice: it is read, what follows is done, and how it stands is recorded. Whoever dies in between leaves all of it to the next. */
export const runNotice =
  (needs: RunNeeds) =>
  async (tenant: string, notice: string): Promise<void> => {
    const claim = await needs.notices.claim(tenant, notice, needs.now());
    const regime = claim && regimeOf(claim.row.market, needs.regimes ?? allRegimes);
    if (claim === undefined || regime === undefined) return;
    const { change, again } = await tried(needs, claim, regime);
    const next = again === undefined ? undefined : new Date(needs.now().getTime() + again * 60_000);
    await needs.notices.settle(claim, { turn: undefined, ...change }, next);
    const { market, kind, state } = { ...claim.row, ...change };
    log('notice-settled', { tenant, market, kind, notice, state });
  };

async function tried(needs: RunNeeds, { row }: NoticeClaim, regime: Regime): Promise<Followed> {
  try {
    return await turnOf(needs, row, regime);
  } catch (error) {
    const { attempts } = row;
    if (error instanceof Waits) {
      const again = Math.max(0, Date.parse(error.turn.at) - needs.now().getTime()) / 60_000;
      return { change: { attempts: attempts - 1, turn: error.turn }, again };
    }
    const { tenant, noticeId, market } = row;
    const failure = error instanceof Refused ? error.refusal.detail : String(error);
    log('notice-failed', { tenant, market, noticeId, attempts, error: failure });
    if (attempts === MANY) log('notice-needs-person', { tenant, market, noticeId, why: 'failing' });
    return { change: { attempts, failure }, again: pauseAfter(attempts) };
  }
}

async function turnOf(needs: RunNeeds, row: NoticeRow, regime: Regime): Promise<Followed> {
  const verbs = noticesOf(row.market);
  if (verbs === undefined) return { change: { state: 'told' } };
  const { notice, evidence } = await readNotice(needs, row, regime, verbs);
  const { tenant, market, noticeId } = row;
  if (isRefusal(notice)) {
    log('notice-needs-person', { tenant, market, noticeId, why: 'unreadable' });
    const { detail, at } = notice;
    const failure = at === undefined ? detail : `${at}: ${detail}`;
    return { change: { state: 'unreadable', attempts: 0, evidence, failure } };
  }
  const told = describe(notice, evidence);
  const { change, again } = await followNotice(needs, { ...row, ...told }, notice);
  return { change: { ...told, attempts: 0, failure: undefined, ...change }, ...(again !== undefined && { again }) };
}

/** What people are told of a notice. */
const describe = (notice: Notice, evidence: string): NoticeChange => ({
  act: notice.act,
  evidence,
  happenedAt: notice.at,
  items: notice.things.length,
  ...(notice.mirrors !== undefined && { mirrors: notice.mirrors }),
  ...(notice.by !== undefined && { counterparty: notice.by }),
  ...(notice.paper !== undefined && { paper: notice.paper }),
  ...(notice.reason !== undefined && { reason: notice.reason }),
  ...(notice.remedy !== undefined && { remedy: notice.remedy }),
  ...(notice.deadline !== undefined && { deadline: notice.deadline }),
});
