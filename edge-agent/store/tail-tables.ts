import * as v from 'valibot';
import type { Tail } from '#shared/line/printable.ts';

/** The migration step for what came with serials and stands behind them on packs: beside the pages that are not used yet, and with every unit that was printed. */
export const tailTables = `
  ALTER TABLE pages ADD COLUMN tails TEXT;
  ALTER TABLE units ADD COLUMN tail TEXT;
`;

const tail = v.record(v.string(), v.string());
const kept = v.pipe(v.string(), v.parseJson(), tail);
const keptMany = v.pipe(v.string(), v.parseJson(), v.array(tail));

/** As a column keeps it; null when nothing stands behind the serial. */
export const tailText = (one: Tail | undefined): string | null =>
  one === undefined || Object.keys(one).length === 0 ? null : JSON.stringify(one);

/** What a column has, which `tailText` wrote. */
export const tailOf = (text: string | undefined): Tail | undefined =>
  text === undefined ? undefined : v.parse(kept, text);

/** The same for the serials of a page, in their order. */
export const tailsText = (many: readonly Tail[] | undefined): string | null =>
  many === undefined ? null : JSON.stringify(many);

export const tailsOf = (text: string | undefined): readonly Tail[] | undefined =>
  text === undefined ? undefined : v.parse(keptMany, text);
