import { type Refusal, refuse } from '../../refusal.ts';
import { quote } from '../quote.ts';

/** How many digits labeler, product and package code have. */
export type NdcLayout = '4-4-2' | '5-3-2' | '5-4-1' | '5-4-2' | '6-4-2';

/** A layout that NDCs of 10 digits are assigned in. */
export type Ndc10Layout = '4-4-2' | '5-3-2' | '5-4-1';

/** A National Drug Code (United States). */
export interface Ndc {
  readonly layout: NdcLayout;
  readonly labeler: string;
  readonly product: string;
  readonly package: string;
}

const layouts: readonly NdcLayout[] = ['4-4-2', '5-3-2', '5-4-1', '5-4-2', '6-4-2'];

export const ndc10Layouts: readonly Ndc10Layout[] = ['4-4-2', '5-3-2', '5-4-1'];

const rule = '21 CFR 207.33';

/**
 * Reads an NDC: with hyphens in any layout; 11 digits without hyphens are the billing form 5-4-2; 12 digits are 6-4-2, the format FDA assigns from
 * 7 March 2033 (91 FR 10749). Ten digits without hyphens may be any of three codes: they need the layout.
 */
export function readNdc(text: string, layout?: NdcLayout): Ndc | Refusal {
  const bare = text.replaceAll('-', '');
  if (!/^\d{10,12}$/.test(bare) || (text !== bare && !/^\d{4,6}-\d{3,4}-\d{1,2}$/.test(text)))
    return refuse('malformed', `NDC must have 10, 11 or 12 digits in three parts, not ${quote(text)}`, {
      rule,
      remedy: `write it with hyphens: ${layouts.join(', ')}`,
    });
  const shown =
    text === bare
      ? undefined
      : text
          .split('-')
          .map(({ length }) => length)
          .join('-');
  const own = shown ?? (bare.length === 11 ? '5-4-2' : bare.length === 12 ? '6-4-2' : layout);
  if (own === undefined)
    return refuse('malformed', `NDC ${bare} may be ${ndc10Layouts.join(', ')}: the layout is not given`, {
      rule,
      remedy: 'give the NDC with hyphens, or its layout',
    });
  const known = layouts.find((one) => one === own);
  if (known === undefined || (layout !== undefined && known !== layout) || digitsOf(known) !== bare.length)
    return refuse('malformed', `NDC ${quote(text)} is not of layout ${layout ?? layouts.join(' or ')}`, { rule });
  return cut(bare, known);
}

/** Writes an NDC in its layout, with hyphens or without. */
export function writeNdc({ labeler, product, package: pack }: Ndc, hyphens = true): string {
  return [labeler, product, pack].join(hyphens ? '-' : '');
}

/** The form of 11 digits (5-4-2) in which prices and claims name an NDC: each part padded with zeros on the left. */
export function toNdc11(ndc: Ndc): Ndc | Refusal {
  return toLayout(ndc, '5-4-2');
}

/** The form of 12 digits (6-4-2), each part padded with zeros on the left. */
export function toNdc12(ndc: Ndc): Ndc | Refusal {
  return toLayout(ndc, '6-4-2');
}

/**
 * The code of 10 digits behind a padded one. Which zeros are padding is told by the layout; without it the answer must be the only one possible,
 * and is refused otherwise.
 */
export function toNdc10(ndc: Ndc, layout?: Ndc10Layout): Ndc | Refusal {
  const own = ndc10Layouts.find((one) => one === ndc.layout);
  const tried = layout ? [layout] : own ? [own] : ndc10Layouts;
  const fitting = tried.map((one) => toLayout(ndc, one)).filter((one) => 'labeler' in one);
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return only;
  const which = fitting.map((one) => writeNdc(one)).join(' or ');
  return refuse(
    'malformed',
    only
      ? `NDC ${writeNdc(ndc)} may be ${which}`
      : `NDC ${writeNdc(ndc)} has no form of 10 digits${layout ? ` ${layout}` : ''}`,
    { rule, ...(only && { remedy: 'give the layout' }) },
  );
}

/** Pads or strips zeros so that each part has the length of the layout; only zeros may go. */
function toLayout(ndc: Ndc, layout: NdcLayout): Ndc | Refusal {
  const lengths = layout.split('-').map(Number);
  const parts = [ndc.labeler, ndc.product, ndc.package].map((part, at) => resize(part, lengths[at] ?? 0));
  const [labeler, product, pack] = parts;
  if (labeler === undefined || product === undefined || pack === undefined)
    return refuse('malformed', `NDC ${writeNdc(ndc)} does not fit ${layout}`, { rule });
  return { layout, labeler, product, package: pack };
}

function resize(part: string, length: number): string | undefined {
  const excess = part.length - length;
  if (excess <= 0) return part.padStart(length, '0');
  return /^0+$/.test(part.slice(0, excess)) ? part.slice(excess) : undefined;
}

function cut(bare: string, layout: NdcLayout): Ndc {
  const [labeler = 0, product = 0] = layout.split('-').map(Number);
  return {
    layout,
    labeler: bare.slice(0, labeler),
    product: bare.slice(labeler, labeler + product),
    package: bare.slice(labeler + product),
  };
}

const digitsOf = (layout: NdcLayout) => layout.split('-').reduce((sum, part) => sum + Number(part), 0);
