import { log } from '#common/log.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { NoticeFetch, NoticeFetches } from '#common/store/notice-fetches.ts';
import type { Notices } from '#common/store/notices.ts';
import { Waits } from '#common/waits.ts';
import { noticesOf } from '#shared/regimes/notices-of.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { allRegimes, regimeOf } from '#shared/regimes/regimes.ts';
import { answerOf, type CallNeeds, openLine } from './call-regulator.ts';

export interface FetchNeeds extends CallNeeds {
  readonly fetches: NoticeFetches;
  readonly notices: Pick<Notices, 'find'>;
  readonly wake: SendToQueue;
  /** Those that there are; absent: all of the installation. */
  readonly regimes?: readonly Regime[];
}

/** Minutes from one look to the next; `sweep` wakes each. */
const EVERY = 10;
/** Pages of one run: the next goes on where it ended. */
const MOST_PAGES = 20;
/** When a run begins no page more, so that it has ended before its function is cut off. */
const ENOUGH_MS = 45_000;

/**
 * Asks the regulator of a market for what it tells of its own accord, from the place on that was come to, and gives each notice a row of its own, once. A page's
 * place is noted after its rows, so a run that is cut off costs no more than a page that is listed again.
 */
export const fetchNotices =
  (needs: FetchNeeds) =>
  async (tenant: string, market: string): Promise<void> => {
    const claim = await needs.fetches.claim(tenant, market, needs.now());
    const regime = regimeOf(market, needs.regimes ?? allRegimes);
    if (claim === undefined || regime === undefined) return;
    try {
      const { found, more } = await pages(needs, claim, regime);
      log('notices-fetched', { tenant, market, found });
      await needs.fetches.settle(claim, { attempts: 0, failure: undefined }, later(needs, more ? 0 : EVERY));
      if (more) await needs.wake({ tenant, market });
    } catch (error) {
      if (error instanceof Waits) {
        await needs.fetches.settle(claim, { attempts: 0 }, new Date(error.turn.at));
        return;
      }
      // Whatever the reason, the next run begins where this one came to; people see it by the alarm.
      const failure = error instanceof Refused ? error.refusal.detail : String(error);
      log('notices-failed', { tenant, market, attempts: claim.attempts, error: failure });
      await needs.fetches.settle(claim, { attempts: claim.attempts, failure }, later(needs, EVERY));
    }
  };

const later = ({ now }: FetchNeeds, minutes: number) => new Date(now().getTime() + minutes * 60_000);

async function pages(needs: FetchNeeds, claim: NoticeFetch, regime: Regime): Promise<{ found: number; more: boolean }> {
  const { tenant, market } = claim;
  const notices = noticesOf(market);
  if (notices === undefined) return { found: 0, more: false };
  const enough = needs.now().getTime() + ENOUGH_MS;
  const line = await openLine(needs, { tenant, regime });
  let { place } = claim;
  let found = 0;
  for (let page = 0; page < MOST_PAGES && needs.now().getTime() < enough; page++) {
    const answer = answerOf(await line.ask(notices.ask(place)));
    const { listed, next, more } = orRefuse(notices.readPage(place, answer));
    for (const { id, kind, at, by } of listed) {
      const told = { tenant, market, document: id, kind, cameAt: at, rehearsal: line.isRehearsal };
      const counted = await needs.notices.find({ ...told, ...(by !== undefined && { counterparty: by }) }, needs.now());
      if (counted.outcome === 'known') continue;
      found++;
      // Lost, it costs time: the row has itself woken.
      await needs.wake({ tenant, notice: counted.noticeId });
    }
    await needs.fetches.note(claim, next);
    place = next;
    if (!more) return { found, more };
  }
  return { found, more: true };
}
