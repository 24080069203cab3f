import type { Refusal } from '../../refusal.ts';
import { nearestWord } from '../nearest-word.ts';
import type { Definitions } from '../prefixes.ts';
import { refuseParameter } from './asked.ts';
import { readFieldName } from './field-name.ts';
import { type ParameterFamily, parameterFamilies } from './parameter-table.ts';

/** A parameter's family, and what of its name the sender chose. */
export interface Found {
  readonly family: ParameterFamily;
  readonly chosen: string;
}

type Choice = 'type' | 'uom' | 'field' | 'attribute';

interface Open {
  readonly family: ParameterFamily;
  /** What stands before the sender's choice. */
  readonly start: string;
  readonly choice: Choice;
}

const whole = new Map(parameterFamilies.map((family) => [family.name, family]));
/** Those whose names end with a choice, the longest beginning first: `EQ_INNER_` before `EQ_`. */
const open: readonly Open[] = parameterFamilies
  .flatMap((family) => {
    const [, start, choice] = /^(.+_)<(type|uom|field|attribute)>$/.exec(family.name) ?? [];
    return start === undefined || !isChoice(choice) ? [] : [{ family, start, choice }];
  })
  .sort((a, b) => b.start.length - a.start.length);

function isChoice(text: string | undefined): text is Choice {
  return text === 'type' || text === 'uom' || text === 'field' || text === 'attribute';
}

/** Finds what a parameter is. Refuses a name that the standard does not have, with the one that was probably meant. */
export function findFamily(name: string, definitions: Definitions): Found | Refusal {
  const family = whole.get(name);
  if (family !== undefined && !name.includes('<')) return { family, chosen: '' };
  const candidates = open.filter(({ start }) => name.startsWith(start));
  for (const { family, start, choice } of candidates) {
    const chosen = name.slice(start.length);
    if (fits(choice, chosen, definitions)) return { family, chosen };
  }
  return unknown(name, candidates);
}

/** A family as a query string needs it, when the names of fields need not be understood yet. */
export function isListParameter(name: string): boolean {
  const family = whole.get(name);
  if (family !== undefined) return family.isList;
  const start = open.find((one) => name.startsWith(one.start) && couldBe(one.choice, name.slice(one.start.length)));
  return start?.family.isList ?? false;
}

const UNIT = /^[A-Z0-9]{2,3}$/;

function fits(choice: Choice, chosen: string, definitions: Definitions): boolean {
  return choice === 'field' ? readFieldName(chosen, definitions) !== undefined : couldBe(choice, chosen);
}

function couldBe(choice: Choice, chosen: string): boolean {
  if (choice === 'uom') return UNIT.test(chosen);
  return choice === 'field' ? chosen.includes(':') : chosen !== '';
}

function unknown(name: string, candidates: readonly Open[]): Refusal {
  const incomplete = open.find(({ start }) => bare(start) === bare(name));
  if (incomplete !== undefined)
    return refuseParameter(name, `names no ${inWords[incomplete.choice]}`, `write ${incomplete.family.name}`);
  const unit = candidates.find(({ choice }) => choice === 'uom');
  if (unit !== undefined && !name.includes(':'))
    return refuseParameter(
      name,
      'names no unit of measure',
      'end it with a code of UN/ECE Recommendation 20, such as CEL',
    );
  if (name.includes(':') && candidates.some(({ choice }) => choice === 'field'))
    return refuseParameter(
      name,
      'names a field whose prefix nothing defines',
      'define the prefix in @context or GS1-Extensions, or write namespace#name',
    );
  if (name === 'perPage' || name === 'nextPageToken')
    return refuseParameter(name, 'is no part of a query', 'send it in the query string of a request for events');
  const meant = nearestName(name) ?? qualified(name, candidates);
  return refuseParameter(
    name,
    'is no parameter of SimpleEventQuery',
    meant === undefined ? 'check its spelling; case counts' : `write ${meant}`,
  );
}

/** A beginning as it is taken for, however its letters and underscores are written. */
const bare = (name: string): string => name.toLowerCase().replaceAll('_', '');

/** A field of the sender's own has a namespace. After the bare signs, such as `EQ_`, any name may stand, misspelt. */
function qualified(name: string, candidates: readonly Open[]): string | undefined {
  const own = candidates.find(({ choice, start }) => choice === 'field' && start.length > SIGN);
  const field = own && name.slice(own.start.length);
  return own && `${own.start}<prefix>:${field} or ${own.start}<namespace>#${field}: extensions alone are asked for so`;
}

const inWords: Record<Choice, string> = {
  type: 'type',
  uom: 'unit of measure',
  field: 'field',
  attribute: 'attribute',
};

/** Characters of a sign, as `EQ_`. */
const SIGN = 3;

const names = [...whole.keys()].filter((name) => !name.includes('<'));
const starts = open.map(({ start }) => start);

/** The name that a slip was meant to be; where the sender chooses the end, its beginning is mended. */
function nearestName(slip: string): string | undefined {
  const same = starts.find((start) => slip.toLowerCase().startsWith(start.toLowerCase()) && start.length > SIGN);
  const mended = same === undefined ? slip : same + slip.slice(same.length);
  if (mended !== slip) return mended;
  return nearestWord(slip, names);
}
