import { deliveryId } from '#common/delivery-id.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { NewStatement } from '#shared/messages/statements-api.ts';
import type { Report } from '#shared/regimes/regime.ts';
import type { Statement } from '#shared/regimes/statement.ts';

/** What the rows of a statement are made from. */
export interface Stating {
  readonly tenant: string;
  readonly statement: Statement;
  readonly wanted: NewStatement;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly reports: readonly Report[];
  /** Of the list that names the things. */
  readonly key?: string | undefined;
  readonly lots: readonly LotName[];
  readonly gtins: readonly string[];
}

/** Lots that a row names: a hundred kilobytes. */
export const MOST_LOTS = 2_000;

/** The rows that tell it, each with the facts that were given. What is of one lot is found with all else that is told of that. */
export function rowsOf(stating: Stating): NewDelivery[] {
  const { tenant, statement, wanted, reports, at, key, lots, gtins } = stating;
  const { market, facts, from, to, delivery } = wanted;
  const [gtin, ...moreGtins] = gtins;
  const [lot, ...moreLots] = lots;
  const isOfOne = gtin !== undefined && moreGtins.length === 0;
  const stated = {
    of: statement.of,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(delivery !== undefined && { delivery }),
  };
  return reports.map(({ wants = [], after: _, units, ...report }) => ({
    tenant,
    deliveryId: deliveryId('regulator', tenant, market, report.key),
    kind: 'submission',
    market,
    subject: {
      ...(isOfOne && { gtin }),
      ...(isOfOne && lot !== undefined && moreLots.length === 0 && { lot: lot.lot }),
    },
    report: {
      ...report,
      at,
      tells: 'statement',
      stated,
      wants: [...wants],
      ...(units && key !== undefined && { units, members: { key, first: 0 } }),
      ...(lots.length > 0 && { lots: lots.map((one) => ({ ...one })) }),
    },
    ...(delivery !== undefined && { after: [delivery] }),
    before: [],
    ...(report.deadline !== undefined && { deadline: report.deadline }),
    facts,
  }));
}
