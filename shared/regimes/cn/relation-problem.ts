import { isDay } from '../../is-day.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { type Cascade, childrenOf, readCascade } from './cascade.ts';
import { isCodeText } from './codes.ts';
import type { Relation, RelationCode } from './relation.ts';

const rule = (member: string) => `RelationCreate 3.0: ${member}`;
const repack = 'correct the packing by events, then resend';

/**
 * What the platform would refuse of a relation, in the order in which it stands: codes of no family, a code twice, a layer that the cascade does not have, no
 * parent in the batch, a parent that is not of the next layer, children that do not fit, dates. `at` is where, from `base`.
 */
export function relationProblem(relation: Relation, base = ''): Refusal | undefined {
  const cascade = readCascade(relation.cascade);
  if (isRefusal(cascade)) return { ...cascade, at: `${base}${cascade.at ?? ''}` };
  const { codes, batch } = relation;
  return headProblem(relation, base) ?? batchProblem(batch, `${base}/batch`) ?? codesProblem(codes, cascade, base);
}

function headProblem({ productCode, subTypeNo, codes }: Relation, base: string): Refusal | undefined {
  for (const [member, value] of Object.entries({ productCode, subTypeNo }))
    if (value === '')
      return refuse('malformed', `${member} is missing`, { at: `${base}/${member}`, rule: rule(member) });
  if (codes.length > 0) return undefined;
  return refuse('malformed', 'the relation names no code', { at: `${base}/codes`, rule: rule('Code') });
}

function batchProblem(batch: Relation['batch'], base: string): Refusal | undefined {
  const { batchNo, madeDate, validateDate } = batch;
  if (batchNo === '' || batchNo.length > 20)
    return refuse('malformed', `batch number ${batchNo} does not have 1 to 20 characters`, {
      at: `${base}/batchNo`,
      rule: rule('batchNo'),
    });
  for (const [member, day] of Object.entries({ madeDate, validateDate }))
    if (!isDay(day))
      return refuse('malformed', `${day} is no day YYYY-MM-DD`, { at: `${base}/${member}`, rule: rule(member) });
  if (madeDate < validateDate) return undefined;
  return refuse('malformed', `made on ${madeDate}, valid until ${validateDate}`, {
    at: `${base}/validateDate`,
    rule: rule('madeDate before validateDate'),
  });
}

function codesProblem(codes: readonly RelationCode[], cascade: Cascade, base: string): Refusal | undefined {
  const layers = new Map<string, number>();
  const children = new Map<string, number>();
  for (const [i, { curCode, packLayer, parentCode }] of codes.entries()) {
    const at = `${base}/codes/${i}/curCode`;
    if (!isCodeText(curCode))
      return refuse('malformed', `${curCode} is neither 20 digits that begin with 8 nor a GS1 element string`, {
        at,
        rule: rule('curCode'),
        remedy: 'import the codes that the platform issued',
      });
    if (layers.has(curCode))
      return refuse('conflict', `code ${curCode} stands twice`, { at, rule: rule('curCode'), remedy: repack });
    layers.set(curCode, packLayer);
    if (parentCode !== '') children.set(parentCode, (children.get(parentCode) ?? 0) + 1);
  }
  const judges = [
    (code: RelationCode, at: string) => placeProblem(code, cascade, layers, at),
    (code: RelationCode, at: string) => fillProblem(code, cascade, children, at),
  ];
  for (const judge of judges)
    for (const [i, code] of codes.entries()) {
      const found = judge(code, `${base}/codes/${i}`);
      if (found !== undefined) return { ...found, remedy: repack };
    }
  return undefined;
}

function placeProblem(
  { curCode, packLayer, parentCode }: RelationCode,
  cascade: Cascade,
  layers: ReadonlyMap<string, number>,
  at: string,
): Refusal | undefined {
  if (!Number.isInteger(packLayer) || packLayer < 1 || packLayer > cascade.length)
    return refuse('malformed', `layer ${packLayer} of ${curCode} is none of the cascade`, {
      at: `${at}/packLayer`,
      rule: rule('packLayer'),
    });
  const where = { at: `${at}/parentCode`, rule: rule('parentCode') };
  if (parentCode === '')
    return packLayer === cascade.length
      ? undefined
      : refuse('malformed', `${curCode} of layer ${packLayer} has no parent`, where);
  const above = layers.get(parentCode);
  if (above === undefined)
    return refuse('malformed', `parent ${parentCode} of ${curCode} is not in the same batch`, where);
  if (above === packLayer + 1) return undefined;
  return refuse('malformed', `${curCode} of layer ${packLayer} is in ${parentCode} of layer ${above}`, where);
}

/** A container without children beside it is one whose content was told before: it must be in another here. */
function fillProblem(
  { curCode, packLayer, parentCode, flag }: RelationCode,
  cascade: Cascade,
  children: ReadonlyMap<string, number>,
  at: string,
): Refusal | undefined {
  if (packLayer === 1) return undefined;
  const [has, full] = [children.get(curCode) ?? 0, childrenOf(cascade, packLayer)];
  const where = { at: `${at}/flag`, rule: rule('children and cascade') };
  if (has === 0)
    return parentCode === '' ? refuse('malformed', `${curCode} has nothing in it`, { ...where, at }) : undefined;
  if (has > full) return refuse('malformed', `${curCode} has ${has} in it, and ${full} when full`, where);
  if (flag === 2 || has === full) return undefined;
  return refuse('malformed', `${curCode} is called full with ${has} of ${full} in it`, where);
}
