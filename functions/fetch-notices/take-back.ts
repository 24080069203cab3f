import type { EvidenceStore } from '#common/store/evidence.ts';
import type { NoticeRow } from '#common/store/notice-row.ts';
import type { Notices } from '#common/store/notices.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Notice } from '#shared/regimes/notice.ts';
import { noticesOf } from '#shared/regimes/notices-of.ts';
import { epcOf } from './naming-events.ts';

interface Needs {
  readonly notices: Pick<Notices, 'list' | 'takeBack'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/** Notices of a page. */
const PAGE = 100;

/** Goods that were on their way are not, as their sender says: their receipt is expected no more. Others stay. */
export async function takeBack(needs: Needs, row: NoticeRow, notice: Notice) {
  const { tenant, market } = row;
  const gone = new Set(notice.things.map(epcOf));
  const reason = notice.reason ?? 'its sender took the goods back';
  let after: string | undefined;
  do {
    const wanted = { market, state: 'expected', limit: PAGE, after };
    const { notices, next } = await needs.notices.list(tenant, wanted);
    for (const expected of notices) {
      const things = await thingsOf(needs, expected);
      const isGone = things.length > 0 && things.every((thing) => gone.has(thing));
      if (isGone) await needs.notices.takeBack(tenant, expected.noticeId, reason);
    }
    after = next;
  } while (after !== undefined);
  return { change: { state: 'told' } } as const;
}

async function thingsOf({ evidence }: Needs, { market, evidence: key }: NoticeRow): Promise<string[]> {
  const bytes = key === undefined ? undefined : await evidence.get(key);
  const read = bytes && noticesOf(market)?.read({ status: 200, body: Buffer.from(bytes).toString('utf8') });
  return read === undefined || isRefusal(read) || !('notice' in read) ? [] : read.notice.things.map(epcOf);
}
