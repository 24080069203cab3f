import * as v from 'valibot';
import { id } from '../id.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { marketProblem } from './market-problem.ts';
import { printable } from './printable.ts';
import { senseProblem } from './recipe-sense.ts';
import { placesOf } from './template.ts';

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));
const line = v.pipe(v.string(), v.maxLength(200));
const item = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** Levels of aggregation, from the inside out. */
export const packLevels = ['bundle', 'case', 'pallet'] as const;
export type PackLevel = (typeof packLevels)[number];

/**
 * How a container's children are identified.
 * - `counted`: nobody reads them; they are taken in the order in which the gate let them pass. Only where nothing can change that order.
 * - `layer`: a camera above reads `perPicture` codes in one picture.
 * - `one-by-one`: a fixed reader reads each as it goes in.
 * - `handheld`: a person scans each.
 */
export const readMethods = ['counted', 'layer', 'one-by-one', 'handheld'] as const;
export type ReadMethod = (typeof readMethods)[number];

const level = v.strictObject({
  level: v.picklist(packLevels),
  /** Children of a full one: units, or containers of the level before. */
  count: count(10_000),
  /** What it is known by: a serial shipping container code, or a GTIN of its own (full and of one lot only) with serials of a pool. */
  identity: v.variant('key', [
    v.strictObject({ key: v.literal('sscc') }),
    v.strictObject({ key: v.literal('sgtin'), gtin, pool: id }),
  ]),
  read: v.picklist(readMethods),
  /** Codes in one picture of a layer camera; `count` is a multiple of it. */
  perPicture: v.optional(count(400)),
  /** Children of other lots of the product may go in too. Such a container is known by an SSCC. */
  mixed: v.optional(v.boolean()),
  /** The label of a closed one and the lines a person reads on it; none is printed when left out. */
  label: v.optional(
    v.strictObject({
      text: v.pipe(v.array(line), v.maxLength(12)),
      /** It must be read back before the container is closed. */
      verify: v.optional(v.boolean(), true),
    }),
  ),
});
export type RecipeLevel = v.InferOutput<typeof level>;

const checklist = v.optional(v.pipe(v.array(item), v.maxLength(50)), []);

/**
 * How a product is packed on a line: what printer, camera and packer are told and what people have to do. A version never changes;
 * it is of use once a second person has approved it.
 */
export const recipe = v.strictObject({
  recipe: id,
  version: count(100_000),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Products that are packed with it. */
  gtins: v.pipe(v.array(gtin), v.minLength(1), v.maxLength(100)),
  /** The market profile of the orders it is for, when it is for one alone: orders of any other do not get it. */
  market: v.optional(id),
  /** The job that the printer keeps, and its fields by name. Values are templates, see `readTemplate`. */
  printer: v.optional(v.strictObject({ job: item, fields: v.record(item, line) })),
  camera: v.optional(
    v.strictObject({
      job: v.optional(item),
      /** Process-control grade, 0 to 4, below which a readable code is rejected; the line's own limit when left out. */
      gradeThreshold: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(4))),
    }),
    {},
  ),
  /** Application identifiers of the unit's code in their order. */
  elements: v.optional(v.pipe(v.array(v.picklist(printable)), v.maxLength(printable.length)), ['01', '17', '10', '21']),
  /** Human-readable lines beside the code, templates. */
  text: v.optional(v.pipe(v.array(line), v.maxLength(12)), ['GTIN {01}', 'EXP {expiry}', 'LOT {10}', 'SN {21}']),
  /** From the inside out; none leaves the packs loose. */
  levels: v.pipe(v.array(level), v.maxLength(packLevels.length)),
  /** A container that is not full at the end: closed by itself, or only after a person has approved it with a signature. */
  partial: v.optional(v.picklist(['automatic', 'approved']), 'approved'),
  samples: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          kind: v.picklist(['quality-assurance', 'retention', 'in-process']),
          /** Every n-th good unit. */
          every: count(1_000_000),
        }),
      ),
      v.maxLength(3),
    ),
    [],
  ),
  /** What a person confirms before the first and after the last unit; an empty list asks nobody. */
  clearance: v.optional(v.strictObject({ before: checklist, after: checklist }), { before: [], after: [] }),
  /** Numbers left at which people are warned. */
  lowWater: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)), 0),
});
export type Recipe = v.InferOutput<typeof recipe>;

/** What a line that people read may be filled with. */
const inText = ['01', '10', '17', '21', 'expiry', 'code', 'units', 'sscc'];
/** What a printer's own fields may be filled with: what is on the label, its lines of text among it. */
const inFields = (text: readonly string[]) => ['01', '10', '17', '21', 'code', ...text.map((_, i) => `text${i + 1}`)];

/** What is wrong with a recipe beyond its shape; undefined when nothing is. The first problem is told, with its place. */
export function recipeProblem(wanted: Recipe): Refusal | undefined {
  return (
    elementsProblem(wanted) ??
    levelsProblem(wanted.levels) ??
    senseProblem(wanted) ??
    templateProblem(wanted) ??
    marketProblem(wanted)
  );
}

function elementsProblem({ elements }: Recipe): Refusal | undefined {
  const twice = elements.find((ai, i) => elements.indexOf(ai) !== i);
  if (twice !== undefined) return wrong(`(${twice}) stands twice`, '/elements', 'GS1 General Specifications §4.14');
  if (elements.includes('01') && elements.includes('21')) return undefined;
  return wrong('a unit needs its GTIN (01) and serial (21)', '/elements', 'GS1 General Specifications §2.1.3');
}

function levelsProblem(levels: readonly RecipeLevel[]): Refusal | undefined {
  for (const [i, one] of levels.entries()) {
    const before = levels[i - 1];
    const at = `/levels/${i}`;
    if (before !== undefined && packLevels.indexOf(one.level) <= packLevels.indexOf(before.level)) {
      return wrong(`a ${one.level} cannot hold a ${before.level}`, at, 'levels stand from the inside out, each once');
    }
    const problem = identityProblem(one, at) ?? pictureProblem(one, at);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function identityProblem({ level: which, identity }: RecipeLevel, at: string): Refusal | undefined {
  if (identity.key === 'sscc') return undefined;
  if (which === 'pallet')
    return wrong('a pallet is known by an SSCC', `${at}/identity`, 'GS1 General Specifications §2.2.1');
  if (/^[1-8]/.test(identity.gtin)) return undefined;
  return wrong(
    `${identity.gtin} is no GTIN of a grouping`,
    `${at}/identity/gtin`,
    'GS1 General Specifications §2.3.1: indicator 1 to 8',
  );
}

function pictureProblem({ read, perPicture, count: full }: RecipeLevel, at: string): Refusal | undefined {
  if (read !== 'layer') return undefined;
  if (perPicture === undefined) return wrong('a layer needs perPicture', `${at}/perPicture`, 'codes in one picture');
  if (full % perPicture === 0) return undefined;
  return wrong(`${full} is no multiple of ${perPicture}`, `${at}/perPicture`, 'a container is full after whole layers');
}

function templateProblem({ text, printer, levels }: Recipe): Refusal | undefined {
  const fields = inFields(text);
  const templates: [at: string, template: string, known: string[]][] = [
    ...text.map((one, i): [string, string, string[]] => [`/text/${i}`, one, inText]),
    ...Object.entries(printer?.fields ?? {}).map(([name, one]): [string, string, string[]] => [
      `/printer/fields/${name}`,
      one,
      fields,
    ]),
    ...levels.flatMap(({ label }, i) =>
      (label?.text ?? []).map((one, j): [string, string, string[]] => [`/levels/${i}/label/text/${j}`, one, inText]),
    ),
  ];
  for (const [at, template, known] of templates) {
    const used = placesOf(template);
    if (isRefusal(used)) return { ...used, at };
    const strange = used.find((name) => !known.includes(name));
    if (strange !== undefined) {
      return wrong(`there is no {${strange}}`, at, `one of ${known.map((name) => `{${name}}`).join(', ')}`);
    }
  }
  return undefined;
}

const wrong = (detail: string, at: string, rule: string): Refusal =>
  refuse('malformed', detail, { at, rule, remedy: 'Correct the recipe and save it again.' });
