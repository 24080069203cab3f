import type { LotReport } from '../messages/agent-to-cloud.ts';
import type { Difference } from '../messages/lots-api.ts';
import { type Figures, sumOf } from './figures.ts';
import type { BlockFold, Contradiction } from './fold-block.ts';

/** What was found about one block, or about the numbers that are of none. */
export interface FoundBlock {
  /** Id of the serial request. */
  readonly block: string;
  readonly fold: BlockFold;
}

/** What no block tells. */
export interface Beside {
  /** Units that were commissioned in the lot and are none of its blocks. */
  readonly foreign: number;
  /** Blocks that the line names and nobody allocated. */
  readonly unknownBlocks: readonly string[];
  /** Serials whose fate the line tells and nobody issued in the block it names. */
  readonly unknownSerials: number;
  /** Fates of which the line counted more or fewer than it named: `block`, `fate` and both counts. */
  readonly unnamed: readonly {
    readonly block: string;
    readonly fate: string;
    readonly counted: number;
    readonly named: number;
  }[];
}

/** Name of a contradiction, under which its serials are listed. */
export const nameOf = ({ between: [fate, other] }: Contradiction): string =>
  other === 'another-lot' || other === 'outside' ? `${fate}-${other}` : `${fate}-and-${other}`;

/**
 * Everything that keeps a lot from reconciling, in words, with what to do about it. A lot reconciles exactly when there is none: every
 * number has one fate, and line and ledger agree on it.
 */
export function differencesOf(
  report: LotReport | undefined,
  blocks: readonly FoundBlock[],
  all: Figures,
  beside: Beside,
): Difference[] {
  const left = blocks.reduce((sum, { fold }) => sum + fold.left.size, 0);
  const lost = all.unaccounted - left;
  return [
    ...(report === undefined ? [noReport(all.asked)] : []),
    ...(report === undefined ? notToldYet(lost, left) : unaccounted(lost, left)),
    ...contradictions(blocks),
    ...(report === undefined ? [] : disagreements(report, blocks, all)),
    ...unknown(beside, blocks.length > 0),
  ];
}

const unaccounted = (lost: number, left: number) => [
  ...some(lost, 'lost', `${lost} numbers were drawn and nothing is known of them`, remedies.lost, true),
  ...some(left, 'left-over', `${left} numbers were asked for and no line drew them`, remedies.left, true),
];

/** While the line has the lot: its packs are told of by cases, so that some of these numbers are printed on good ones. */
const notToldYet = (lost: number, left: number) => [
  ...some(lost, 'lost', `${lost} numbers were drawn and nothing is known of them yet`, remedies.wait, true),
  ...some(left, 'left-over', `${left} numbers were asked for, and no line has told of them yet`, remedies.wait, true),
];

const remedies = {
  wait: 'wait until the line has closed the lot: packs on it bear some of these numbers',
  lost: 'look whether messages of the line wait or were refused; packs that are found are commissioned or destroyed by the site, numbers that are lost are destroyed with a reason: POST /api/serial-requests/{requestId}/destructions',
  left: 'give them back or destroy them with a reason: POST /api/serial-requests/{requestId}/returns or …/destructions; or let another lot of the pool draw them',
  both: 'find the packs: one of the two is wrong. Correct the event by an error declaration, or have the site correct its report',
  outside:
    'the line names numbers of another block: find out which packs it means, and have the site correct its report',
  line: 'look whether messages of the line wait or were refused; else have the site correct its report',
};

const noReport = (asked: number): Difference => ({
  kind: 'no-report',
  count: asked,
  detail: 'the line has not closed the lot',
  remedy: 'wait until it has; what it rejected, sampled and destroyed is not known before',
});

function some(count: number, kind: string, detail: string, remedy: string, isListed = false): Difference[] {
  return count === 0 ? [] : [{ kind, count, detail, remedy, ...(isListed && { serials: kind }) }];
}

function contradictions(blocks: readonly FoundBlock[]): Difference[] {
  const byName = Map.groupBy(
    blocks.flatMap(({ fold }) => fold.contradictions),
    nameOf,
  );
  return [...byName].flatMap(([kind, found]) => {
    const count = found.reduce((sum, { numbers }) => sum + numbers.size, 0);
    const [fate, other] = found[0]?.between ?? ['commissioned', 'outside'];
    if (other === 'outside')
      return some(
        count,
        kind,
        `${count} ${fate} numbers are not of the block they are said to be of`,
        remedies.outside,
        true,
      );
    const against = other === 'another-lot' ? 'drawn by another lot' : other;
    return some(
      count,
      kind,
      `${count} numbers are both ${fate} and ${against}; they are counted as ${fate}`,
      remedies.both,
      true,
    );
  });
}

/** What the line counted, against what is known: the line's word is one witness, the ledger another. */
function disagreements(report: LotReport, blocks: readonly FoundBlock[], all: Figures): Difference[] {
  const drawn =
    blocks.length === 0
      ? report.printed
      : all.asked - all.returned - blocks.reduce((sum, { fold }) => sum + fold.left.size, 0);
  const pairs = [
    ['printed', report.printed, drawn - destroyedUnused(report, all)],
    ['commissioned', report.commissioned, all.commissioned],
    ['rejected', report.rejected, all.rejected],
    ['sampled', report.sampled, all.sampled],
  ] as const;
  const told = pairs.flatMap(([name, counted, known]) =>
    counted === known
      ? []
      : [
          {
            kind: `report-${name}`,
            count: Math.abs(counted - known),
            detail: `the line counted ${counted} ${name}, known are ${known}`,
            remedy: remedies.line,
          },
        ],
  );
  const { commissioned, rejected, sampled, destroyed, unaccounted } = report;
  const gap = report.printed - (commissioned + rejected + sampled + destroyed + unaccounted);
  return [
    ...told,
    ...some(
      Math.abs(gap) + unaccounted,
      'report-sum',
      `the line's own figures do not add up: ${unaccounted} unaccounted, ${gap} missing from the sum`,
      'resolve the exceptions at the site; its corrected report replaces this one',
    ),
  ];
}

/** Numbers that people destroyed were never printed, and count as destroyed too. */
const destroyedUnused = (report: LotReport, all: Figures): number => Math.max(0, all.destroyed - report.destroyed);

function unknown({ foreign, unknownBlocks, unknownSerials, unnamed }: Beside, hasBlocks: boolean): Difference[] {
  return [
    ...some(
      hasBlocks ? foreign : 0,
      'foreign',
      `${foreign} units were commissioned in the lot and are none of its blocks`,
      'find out who printed them: their serials were not asked for this lot',
      true,
    ),
    ...unknownBlocks.map((block) => ({
      kind: 'unknown-block',
      count: 1,
      detail: `the line drew from block ${block}, which nobody allocated`,
      remedy: 'look at GET /api/serial-requests; the line may be configured for another tenant or cloud',
    })),
    ...some(
      unknownSerials,
      'unknown-serials',
      `the line tells the fate of ${unknownSerials} serials that no pool of the product issued`,
      'find the packs: they may be another product’s, or printed by hand',
      true,
    ),
    ...unnamed.map(({ block, fate, counted, named }) => ({
      kind: 'unnamed',
      count: Math.abs(counted - named),
      detail: `the line counted ${counted} ${fate} of block ${block} and named ${named}`,
      remedy: remedies.line,
    })),
  ];
}

/** The figures of all blocks together. */
export const figuresOf = (blocks: readonly FoundBlock[]): Figures => sumOf(blocks.map(({ fold }) => fold.figures));
