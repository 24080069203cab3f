import { chunksOf, inLanes } from '#common/store/batches.ts';
import type { BucketEntry } from '#common/store/listed-codes.ts';
import { hashOf } from '#common/store/listed-codes.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import type { ListProblem } from '#shared/messages/pools-api.ts';
import { listedCodeProblem, tooDense } from '#shared/serials/check-listed-code.ts';
import type { ImportedPool, Pool } from '#shared/serials/pool.ts';
import { maySpell } from '#shared/serials/pools-collide.ts';
import { codeProfile } from '#shared/serials/profiles.ts';
import { type CodeColumns, codeColumns } from './code-columns.ts';
import type { ListItem } from './read-list.ts';

/** Buckets read in one go, and requests in flight meanwhile. */
const BUCKETS_AT_ONCE = 512;
const LANES = 16;
/** Problems told of one list. */
const MOST_PROBLEMS = 100;
/** Codes of one list. */
export const MOST_CODES = 2_000_000;

export interface ListFacts {
  readonly columns: CodeColumns;
  readonly lengths: Record<string, number>;
  readonly letters: string;
}

interface Against {
  readonly tenant: string;
  readonly pool: ImportedPool;
  /** `<pool>#<import id>` */
  readonly list: string;
  /** All pools of the GTIN. */
  readonly issuers: readonly Pool[];
  /** No list was brought in for the GTIN before. */
  readonly isFirst: boolean;
}

/**
 * Reads a list to its end and judges every code: by the pool's profile, against the list itself, earlier lists and other pools of the GTIN.
 *
 * @param open reads the list from its beginning; asked twice only when codes may stand in earlier lists
 */
export async function checkList(
  imports: Pick<SerialImports, 'bucket' | 'codeAt'>,
  open: () => AsyncIterable<ListItem>,
  against: Against,
): Promise<{ facts: ListFacts; problems: ListProblem[] }> {
  const { facts, problems } = await readThrough(open(), against);
  const found = [...problems, ...doubles(facts.columns), ...densityProblems(facts, against)];
  if (!against.isFirst && found.length < MOST_PROBLEMS)
    found.push(...(await knownAlready(imports, open, facts.columns, against)));
  return { facts, problems: found.toSorted((a, b) => a.line - b.line).slice(0, MOST_PROBLEMS) };
}

async function readThrough(items: AsyncIterable<ListItem>, { pool, issuers }: Against) {
  const columns = codeColumns();
  const lengths: Record<string, number> = {};
  const letters = new Set<string>();
  const problems: ListProblem[] = [];
  const profile = pool.profile === undefined ? undefined : codeProfile(pool.profile);
  for await (const item of items) {
    const { line } = item;
    if (columns.size >= MOST_CODES) {
      problems.push({ line, detail: `a list has ${MOST_CODES} codes at most: import the rest as another list` });
      break;
    }
    const detail =
      item.problem ?? listedCodeProblem(item.code, item.extra, profile) ?? rivalProblem(item.code, issuers);
    if (detail !== undefined) problems.push({ line, detail });
    if (problems.length >= MOST_PROBLEMS) break;
    if (item.problem !== undefined) continue;
    columns.add({ ...hashOf(item.code), line });
    lengths[item.code.length] = (lengths[item.code.length] ?? 0) + 1;
    for (const letter of item.code) letters.add(letter);
  }
  if (columns.size === 0 && problems.length === 0) problems.push({ line: 1, detail: 'the list has no code' });
  return { facts: { columns, lengths, letters: [...letters].toSorted().join('') }, problems };
}

function rivalProblem(code: string, issuers: readonly Pool[]): string | undefined {
  const rival = issuers.find((pool) => maySpell(pool, code));
  return rival && `pool ${rival.id} of the same GTIN may issue this code`;
}

function doubles(columns: CodeColumns): ListProblem[] {
  const problems: ListProblem[] = [];
  for (const { places } of columns.byBucket()) {
    const seen = new Map<string, number>();
    for (const place of places) {
      const { print, more, line } = columns.at(place);
      const earlier = seen.get(`${print} ${more}`);
      if (earlier === undefined) seen.set(`${print} ${more}`, line);
      else problems.push({ line, detail: `the code stands in line ${earlier} already` });
      if (problems.length >= MOST_PROBLEMS) return problems;
    }
  }
  return problems;
}

/**
 * Who guesses tries a GTIN, not a pool: all its imported codes count, and the strictest bound of their pools. A pool must keep to it alone, too:
 * letters that only another pool has make its own codes no harder to guess.
 */
function densityProblems({ lengths, letters }: ListFacts, { pool, issuers }: Against): ListProblem[] {
  const others = issuers.filter((one) => one.kind === 'imported').filter(({ id, last }) => id !== pool.id && last >= 0);
  const problemsOf = (pools: readonly ImportedPool[]) => {
    const all = [...new Set(letters + pools.map((one) => one.letters).join(''))].join('');
    const profile = strictest(pools);
    return Object.entries(lengths).flatMap(([length, count]) => {
      const together = pools.reduce((sum, one) => sum + (one.lengths[length] ?? 0), count);
      const detail = tooDense(all, Number(length), together, profile);
      return detail === undefined ? [] : [{ line: 1, detail }];
    });
  };
  const own = problemsOf([pool]);
  return own.length > 0 || others.length === 0 ? own : problemsOf([pool, ...others]);
}

const strictest = (pools: readonly ImportedPool[]) =>
  pools
    .flatMap(({ profile }) => (profile === undefined ? [] : (codeProfile(profile) ?? [])))
    .toSorted((a, b) => (b.guessBound ?? 0) - (a.guessBound ?? 0))[0];

interface Suspect {
  readonly entry: BucketEntry;
  readonly code: string;
}

/**
 * Codes whose hash an earlier list has are compared letter by letter: the list is read again for them. A list that was refused may have left
 * entries behind under which there is another code, or none: they say nothing, and hide no other entry.
 */
async function knownAlready(
  imports: Pick<SerialImports, 'bucket' | 'codeAt'>,
  open: () => AsyncIterable<ListItem>,
  columns: CodeColumns,
  { tenant, pool, list }: Against,
): Promise<ListProblem[]> {
  const suspects = new Map<number, Suspect[]>();
  const most = 2 * MOST_PROBLEMS;
  for (const some of chunksOf([...columns.byBucket()], BUCKETS_AT_ONCE)) {
    await inLanes(
      some,
      async ({ bucket, places }) => {
        const entries = (await imports.bucket(tenant, pool.gtin, bucket)).filter((entry) => entry.list !== list);
        const byPrint = Map.groupBy(entries, ({ print }) => print);
        for (const place of places) {
          if (suspects.size >= most) return;
          const alike = byPrint.get(columns.at(place).print) ?? [];
          const found = await standing(imports, tenant, alike, columns.at(place));
          if (found.length > 0) suspects.set(place, found);
        }
      },
      LANES,
    );
    if (suspects.size >= most) break;
  }
  if (suspects.size === 0) return [];
  const problems: ListProblem[] = [];
  let place = 0;
  for await (const item of open()) {
    if (item.problem !== undefined) continue;
    const same = suspects.get(place++)?.find(({ code }) => code === item.code);
    if (same === undefined) continue;
    const { pool, list } = same.entry;
    problems.push({
      line: item.line,
      detail: `pool ${pool} has the code already, from import ${list.split('#')[1]}`,
    });
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}

/** Which of the entries there is a code for with the whole hash that is wanted, and that code. */
async function standing(
  imports: Pick<SerialImports, 'codeAt'>,
  tenant: string,
  entries: readonly BucketEntry[],
  { print, more }: { print: number; more: number },
): Promise<Suspect[]> {
  const found: Suspect[] = [];
  for (const entry of entries) {
    const code = await imports.codeAt(tenant, entry.pool, entry.counter);
    if (code === undefined) continue;
    const hash = hashOf(code);
    if (hash.print === print && hash.more === more) found.push({ entry, code });
  }
  return found;
}
