import { csvHeaders, csvOf, wantsCsv } from '#common/csv-answer.ts';
import type { Endpoint } from '#common/http.ts';
import { lotQueries } from '#common/queries/lots.ts';
import { readQuery } from '#common/query-parameters.ts';
import { type ReconciledLot, type ReconcileNeeds, reconcileLot } from '#common/reconcile/reconcile-lot.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Lot, Reconciliation } from '#shared/messages/lots-api.ts';
import { figureNames, sumOf } from '#shared/reconciliation/figures.ts';
import { digestRead } from './digest-read.ts';
import { findLot } from './list-lots.ts';

/** What every number of a lot came to: per lot, line and block, with what does not add up and what to do about it. */
export const showReconciliation =
  (needs: ReconcileNeeds & { lots: Lots }): Endpoint =>
  async (request) => {
    const asked = readQuery(lotQueries['GET /api/lots/{lot}/reconciliation'], request);
    const lot = await findLot(needs.lots, request, asked);
    const at = needs.now().toISOString();
    const body = viewOf(lot, await reconcileLot(needs, request.tenant, lot), at);
    if (!wantsCsv(asked, request)) return { status: 200, body };
    return { status: 200, headers: csvHeaders(`reconciliation-${lot.gtin}-${lot.lot}`), body: asCsv(body) };
  };

/** A reconciliation as it is told. */
export function viewOf(
  lot: Lot,
  { blocks, blockless, figures, differences }: ReconciledLot,
  at: string,
): Reconciliation {
  const own = blocks.map(({ row, fold }) => ({
    block: row.requestId,
    pool: row.pool,
    site: row.site,
    ...(row.line !== undefined && { line: row.line }),
    figures: fold.figures,
  }));
  const all = [...own, ...(blockless === undefined ? [] : [{ site: lot.site, line: lot.line, figures: blockless }])];
  const byLine = Map.groupBy(all, ({ site, line = '' }) => `${site}\n${line}`);
  return {
    gtin: lot.gtin,
    lot: lot.lot,
    state: lot.state,
    at,
    reconciles: differences.length === 0,
    digest: digestRead(lot, { figures, differences }),
    figures,
    lines: [...byLine.values()].flatMap((some) => {
      const [first] = some;
      if (first === undefined) return [];
      const sum = sumOf(some.map((one) => one.figures));
      return [{ site: first.site, ...(first.line !== undefined && { line: first.line }), figures: sum }];
    }),
    blocks: all,
    differences: [...differences],
  };
}

function asCsv({ gtin, lot, figures, lines, blocks, differences }: Reconciliation): string {
  const row = (scope: string, { site = '', line = '', block = '' }, of: typeof figures) => [
    scope,
    gtin,
    lot,
    site,
    line,
    block,
    ...figureNames.map((name) => of[name]),
    '',
  ];
  return csvOf([
    ['scope', 'gtin', 'lot', 'site', 'line', 'block', ...figureNames, 'detail'],
    row('lot', {}, figures),
    ...lines.map((one) => row('line', one, one.figures)),
    ...blocks.map((one) => row('block', one, one.figures)),
    ...differences.map(({ kind, detail }) => [
      `difference ${kind}`,
      gtin,
      lot,
      '',
      '',
      '',
      ...figureNames.map(() => ''),
      detail,
    ]),
  ]);
}
