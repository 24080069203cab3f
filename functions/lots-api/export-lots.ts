import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import { cellsOfContent, columnNames } from '#shared/master-data/csv/column.ts';
import { csvLine } from '#shared/master-data/csv/guard-cell.ts';
import { lotSheet } from '#shared/master-data/csv/lot-sheet.ts';
import { content } from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';

/** Characters of an export: what a function may answer. */
const MOST = 5_000_000;

/** All lots as a spreadsheet, which an import takes as it is. No cell of it is run by a spreadsheet program. */
export const exportLots =
  (needs: { lots: Pick<Lots, 'list'> }): Endpoint =>
  async ({ tenant }) => {
    const lines = [csvLine(columnNames(lotSheet))];
    let size = 0;
    let after: { gtin: string; lot: string } | undefined;
    do {
      const page = await needs.lots.list(tenant, 1000, after);
      for (const lot of page.lots) {
        const line = csvLine(cellsOfContent(lotSheet, lot.lot, v.parse(content, lot)));
        size += line.length;
        if (size > MOST)
          throw new Refused(
            refuse('too-large', `the export has more than ${MOST} characters`, {
              remedy: 'read GET /api/lots page by page',
            }),
          );
        lines.push(line);
      }
      after = page.more ? page.lots.at(-1) : undefined;
    } while (after !== undefined);
    return {
      status: 200,
      body: lines.join(''),
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="lots.csv"',
      },
    };
  };
