import type { LotReport } from '../messages/agent-to-cloud.ts';
import type { Finding, FindingCode } from './finding.ts';

/** What the records of a lot say while it may still be changed. */
export interface LotRecords {
  /** What it is called. */
  readonly lot: string;
  /** Good packs in no container, where the recipe packs them into some. */
  readonly loose: number;
  /** Containers that are neither closed nor ended: EPCs, or words for those without. */
  readonly open: readonly string[];
  /** What the line counted itself, by what; more than once where it has said more than one count. */
  readonly counted: readonly (readonly [what: string, many: number])[];
  /** What the records count, by the same names. */
  readonly recorded: Readonly<Record<string, number>>;
}

/** What a person has to look at before a lot is closed: what is left open or loose, and where the line's own counts do not agree. */
export function checkRecords({ lot, loose, open, counted, recorded }: LotRecords): Finding[] {
  return [
    ...when(
      loose > 0,
      'loose-packs',
      lot,
      `${loose} good packs are in no container`,
      'Have them packed, or take their numbers off; or say why they stay loose.',
      true,
    ),
    ...when(
      open.length > 0,
      'open-container',
      lot,
      `not closed: ${open.slice(0, 10).join(', ')}${open.length > 10 ? ` and ${open.length - 10} more` : ''}`,
      'Have them closed; or say why they go as they are, and they are closed as containers that are not full.',
      true,
    ),
    ...counted.flatMap(([what, many]) =>
      when(
        many !== recorded[what],
        'counts-differ',
        `${lot}, ${what}`,
        `the line counted ${many} ${what}, it told of ${recorded[what] ?? 0}`,
        'Have what is missing told; or say why the count is wrong.',
        true,
      ),
    ),
  ];
}

/**
 * What is wrong with the report of a lot: every printed number has one fate, the sums hold, and what exists was told.
 *
 * @param untold good packs of which nothing was told
 */
export function checkFigures(report: LotReport, untold: number): Finding[] {
  const { printed, commissioned, rejected, sampled, destroyed, unaccounted, blocks = [] } = report;
  const gap = printed - (commissioned + rejected + sampled + destroyed + unaccounted);
  const inBlocks = blocks.reduce((sum, block) => sum + block.printed, 0);
  const lot = lotName(report);
  return [
    ...when(unaccounted > 0, 'no-fate', lot, `${unaccounted} numbers have no fate`, 'Find the packs.'),
    ...when(
      gap !== 0,
      'sum',
      lot,
      `${printed} numbers printed, ${printed - gap} have a fate`,
      'Put the records right.',
    ),
    ...when(
      inBlocks !== printed,
      'sum',
      lot,
      `${printed} numbers printed, ${inBlocks} of them are of a block`,
      'Find out where the others come from.',
    ),
    ...when(untold > 0, 'not-told', lot, `${untold} good packs were not told`, 'Resolve what holds them back.'),
  ];
}

/** What a lot is called in a finding. */
export const lotName = ({ lot, gtin }: { readonly lot: string; readonly gtin: string }): string =>
  `lot ${lot} of ${gtin}`;

function when(
  isSo: boolean,
  code: FindingCode,
  subject: string,
  detail: string,
  remedy: string,
  mayTell = false,
): Finding[] {
  return isSo
    ? [{ code, subjects: [subject], detail, rule: 'every number of a lot has one fate', remedy, mayTell }]
    : [];
}
