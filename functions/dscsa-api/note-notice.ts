import { partOf } from '#common/dscsa/change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { metClock } from '#shared/dscsa/clocks.ts';
import { noticeTold } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase, pastTime } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';

type Notice = NonNullable<DscsaCase['suspect']>['notices'][number];

/** Notes that a partner was told of illegitimate product, with the last of whom the clock stops; or, when FDA has ended its notice, of that end. */
export const noteNotice =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { partner, about, how, at } = read(noticeTold, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    const suspect = partOf(before, before.suspect);
    const toldAt = pastTime(at, now, '/at', suspect.determined?.at);
    const isEnd = about === 'termination';
    if (isEnd) await mustBeTerminated(needs, before);
    const isUntold = (one: Notice) =>
      isEnd ? one.toldAt !== undefined && one.endToldAt === undefined : one.toldAt === undefined;
    if (!suspect.notices.some((one) => one.partner === partner && isUntold(one)))
      throw new Refused(
        refuse('conflict', `partner ${partner} is not among those that are yet to be told`, {
          at: '/partner',
          remedy: `name one of the notices that have no ${isEnd ? 'endToldAt' : 'toldAt'}`,
        }),
      );
    const told = isEnd ? { endToldAt: toldAt, endHow: how } : { toldAt, how };
    const notices = suspect.notices.map((one) => (one.partner === partner ? { ...one, ...told } : one));
    const times = notices.flatMap((one) => one.toldAt ?? []).toSorted();
    const isLast = times.length === notices.length;
    const clock = isLast ? metClock(before.clock, times.at(-1) ?? toldAt) : before.clock;
    const after = { ...before, suspect: { ...suspect, notices }, clock };
    const entries = [
      byCaller(request, now, isEnd ? 'partner-told-of-end' : 'partner-told', { detail: `${partner}: ${how}` }),
    ];
    const detail = { partner, about, at: toldAt, how };
    const row = await decide(needs, request, now, {
      act: 'partner-told',
      changes: [{ before, after, entries }],
      detail,
    });
    return { status: 200, body: tellCase(row) };
  };

/** Partners are told of the end of a notice when FDA has ended it, or when it was withdrawn (FD&C Act 582(b)(4)(B)(iv)). */
async function mustBeTerminated({ cases }: Pick<ApiNeeds, 'cases'>, { tenant, suspect }: DscsaCase): Promise<void> {
  const notice = suspect?.form === undefined ? undefined : await cases.get(tenant, suspect.form);
  if (notice?.state === 'terminated' || notice?.state === 'withdrawn') return;
  throw new Refused(
    refuse('conflict', `the notice to FDA is ${notice?.state ?? 'not there'}`, {
      at: '/about',
      rule: 'FD&C Act 582(b)(4)(B)(iv)',
      remedy: 'POST …/form (termination) of its case, and wait for FDA’s answer',
    }),
  );
}
