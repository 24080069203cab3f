import * as v from 'valibot';
import { checkFigures, checkRecords, lotName } from '#shared/line/check-lot.ts';
import type { Finding } from '#shared/line/finding.ts';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { Batch } from '../../store/batches.ts';
import { type Containers, subjectOf } from '../../store/containers.ts';
import type { Database } from '../../store/database.ts';
import { integer } from '../../store/row.ts';

interface Needs {
  readonly db: Database;
  readonly containers: Containers;
}

/** Only what `keepCounts` wrote is read here. */
const said = v.record(v.string(), v.number());
const counts = v.pipe(
  v.string(),
  v.parseJson(),
  // An older release kept what was said last.
  v.union([
    v.array(said),
    v.pipe(
      said,
      v.transform((one) => [one]),
    ),
  ]),
);

/** What a person has to look at before a lot is closed, as it stands now. */
export function recordFindings({ db, containers }: Needs, { batch, order, recipe }: Batch): Finding[] {
  const { bundles, cases, pallets } = containers.count(batch);
  const states =
    db
      .prepare(
        `SELECT ${['commissioned', 'rejected', 'sampled', 'decommissioned', 'destroyed']
          .map((state) => `coalesce(sum(units) FILTER (WHERE state = '${state}'), 0) AS ${state}`)
          .join(', ')}, coalesce(sum(units) FILTER (WHERE state = 'commissioned' AND packed = 0), 0) AS loose
         FROM unit_groups WHERE batch = ?`,
      )
      .get(batch) ?? {};
  const count = (state: string) => integer(states, state);
  return checkRecords({
    lot: lotName(order),
    loose: recipe.levels.length > 0 ? count('loose') : 0,
    open: (['open', 'labelled', 'opened'] as const).flatMap((state) => containers.in(batch, state)).map(subjectOf),
    counted: keptCounts(db, batch).flatMap((one) => Object.entries(one)),
    recorded: {
      commissioned: count('commissioned'),
      rejected: count('rejected'),
      sampled: count('sampled'),
      destroyed: count('destroyed') + count('decommissioned'),
      bundles,
      cases,
      pallets,
    },
  });
}

/** What is wrong with the report of a lot. */
export function figureFindings(
  { db }: Pick<Needs, 'db'>,
  { batch }: Pick<Batch, 'batch'>,
  report: LotReport,
): Finding[] {
  const row = db
    .prepare(
      `SELECT coalesce(sum(units), 0) AS untold FROM unit_groups WHERE batch = ? AND state = 'commissioned' AND told = 0`,
    )
    .get(batch);
  return checkFigures(report, integer(row ?? {}, 'untold'));
}

/**
 * Keeps what a line says that it counted, to be held against the records when its lot is closed; nothing is compared when it says nothing. What it
 * said before stays beside it.
 */
export function keepCounts(db: Database, batch: number, given: Readonly<Partial<Record<string, number>>>): void {
  const before = keptCounts(db, batch);
  const fresh = Object.entries(given).filter(
    ([what, many]) => many !== undefined && !before.some((one) => one[what] === many),
  );
  if (fresh.length === 0) return;
  const kept = JSON.stringify([...before, Object.fromEntries(fresh)]);
  db.prepare('UPDATE batches SET finish = ? WHERE batch = ?').run(kept, batch);
}

function keptCounts(db: Database, batch: number): readonly Readonly<Record<string, number>>[] {
  const { finish } = db.prepare('SELECT finish FROM batches WHERE batch = ?').get(batch) ?? {};
  return typeof finish === 'string' ? v.parse(counts, finish) : [];
}
