import type { Endpoint, Request } from '#common/http.ts';
import type { Granted } from '#common/principal.ts';
import type { AwaitingCases } from '#common/store/awaiting-cases.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { packerOf } from '#common/store/lot-keys.ts';
import type { LotsInWork } from '#common/store/lots-in-work.ts';
import type { OpenWork } from '#common/store/open-work.ts';
import { type Permission, roleMay } from '#shared/access/permissions.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { isRunning } from '#shared/dscsa/clocks.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { LotAtPacker, Overview } from '#shared/messages/overview-api.ts';
import { oldestOf, sumCaptures, sumDeliveries } from './sum-open-work.ts';

interface OverviewNeeds {
  readonly lotsInWork: LotsInWork;
  readonly openWork: OpenWork;
  readonly awaitingCases: AwaitingCases;
  readonly granted: Granted;
  readonly now: () => Date;
}

/**
 * How the five levels stand: what is under way, what waits for people, how long, and what is due next. Only what is not done is read, and of that a few megabytes at most:
 * a part that is counted no further says `more`. Each part takes the permission that its own list takes.
 */
export const showOverview =
  (needs: OverviewNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const now = needs.now();
    const [capturesToo, deliveriesToo] = await Promise.all([
      may(needs, request, 'exceptions:read'),
      may(needs, request, 'deliveries:read'),
    ]);
    const open = capturesToo || deliveriesToo ? await needs.openWork.all(tenant) : undefined;
    const [lots, recent, desk] = await Promise.all([
      lotsOf(needs, request),
      capturesToo ? needs.openWork.recentCaptures(tenant, now) : [],
      capturesToo ? deskOf(await needs.awaitingCases(tenant), now.toISOString()) : undefined,
    ]);
    const body: Overview = {
      at: now.toISOString(),
      lots,
      ...(open && capturesToo && { captures: sumCaptures(open, recent) }),
      ...(open && deliveriesToo && { deliveries: sumDeliveries(open, now.toISOString()) }),
      ...(desk && { desk }),
    };
    return { status: 200, body };
  };

/** What a grant is narrowed to cannot be counted, so it does not count as given. */
async function may({ granted }: OverviewNeeds, { role, tenant, home }: Request, permission: Permission) {
  return roleMay(role, permission) && (home === tenant || (await granted(tenant, home, permission)) === true);
}

/** A contract packer sees the lots that it packs. */
async function lotsOf({ lotsInWork }: OverviewNeeds, { tenant, home }: Request): Promise<Overview['lots']> {
  const [reported, away] = await Promise.all([
    lotsInWork.toRelease(tenant),
    lotsInWork.atPackers(tenant, home === tenant ? undefined : home),
  ]);
  const its = reported.lots.filter(({ packer }) => home === tenant || packer === home);
  const oldest = oldestOf(its.map(({ reportedAt }) => reportedAt));
  return {
    toRelease: { count: its.length, oldest, ...(reported.more && { more: true }) },
    atPackers: away.map(atPacker),
  };
}

function atPacker(lot: Lot): LotAtPacker {
  const { gtin, lot: number, site, quantity, standing } = lot;
  const line = standing?.line ?? lot.line;
  const told = standing && { state: standing.state, at: standing.at };
  return { gtin, lot: number, packer: packerOf(lot), site, line, quantity, ...told };
}

/** Cases in which it is our turn. A clock that has run out is late, and not the next. */
function deskOf({ cases, more }: Awaited<ReturnType<AwaitingCases>>, now: string): NonNullable<Overview['desk']> {
  const ours = cases.filter(({ kind, messages, side }) => foldCase(kind, messages).awaits === side);
  const due = ours.flatMap(dueOf);
  return {
    awaitUs: ours.length,
    late: due.filter((at) => at < now).length,
    nearest: oldestOf(due.filter((at) => at >= now)),
    ...(more && { more }),
  };
}

const dueOf = ({ clock }: DeskCase): string[] => (isRunning(clock) ? [clock.due] : []);
