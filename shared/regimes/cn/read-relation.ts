import { type Refusal, refuse } from '../../refusal.ts';
import { type AttributeOf, readElements } from './read-elements.ts';
import type { Relation, RelationBatch, RelationCode } from './relation.ts';
import { relationProblem } from './relation-problem.ts';

/** Codes of a file that is worth reading. */
export const MOST_CODES = 1_000_000;

const EVENT = '/Document/Events/Event';
const BATCH = `${EVENT}/Relation/Batch`;

type Opened = Omit<Relation, 'batch' | 'codes'> & { batch?: RelationBatch; readonly codes: RelationCode[] };

/** Reads a RelationCreate file, version 3.0, and holds it against the platform's rules; the first that is broken refuses it. */
export function readRelations(xml: string): Relation[] | Refusal {
  const opened: Opened[] = [];
  let count = 0;
  const refusal = readElements(xml, (path, attribute) => {
    const last = opened.at(-1);
    switch (path) {
      case '/Document':
        return undefined;
      case '/Document/Events':
        return mustBe(attribute('version'), '3.0', `${path}/@version`);
      case EVENT:
        return mustBe(attribute('name'), 'RelationCreate', `${path}/@name`);
      case `${EVENT}/Relation`:
        opened.push({ ...headOf(attribute), codes: [] });
        return undefined;
      case BATCH:
        if (last?.batch !== undefined) return mustBe('another', 'one', path);
        if (last !== undefined) last.batch = batchOf(attribute);
        return undefined;
      case `${BATCH}/Code`:
        if (++count > MOST_CODES) return refuse('too-large', `more than ${MOST_CODES} codes`, { at: path });
        return takeCode(last, attribute, path);
      default:
        return mustBe(path, 'an element of RelationCreate', path);
    }
  });
  if (refusal !== undefined) return refusal;
  const read: Relation[] = [];
  for (const [i, { batch, ...relation }] of opened.entries()) {
    if (batch === undefined) return mustBe('no batch', 'one', `/relations/${i}/batch`) ?? [];
    const whole = { ...relation, batch };
    const problem = relationProblem(whole, `/relations/${i}`);
    if (problem !== undefined) return problem;
    read.push(whole);
  }
  return read.length > 0 ? read : refuse('malformed', 'the file has no relation', { at: '/', rule });
}

const rule = 'RelationCreate 3.0';

const mustBe = (found: string, wanted: string, at: string): Refusal | undefined =>
  found === wanted ? undefined : refuse('malformed', `"${found}" stands where ${wanted} is due`, { at, rule });

const headOf = (attribute: AttributeOf) => ({
  productCode: attribute('productCode'),
  subTypeNo: attribute('subTypeNo'),
  cascade: attribute('cascade'),
  packageSpec: attribute('packageSpec'),
  comment: attribute('comment'),
});

const batchOf = (attribute: AttributeOf): RelationBatch => ({
  batchNo: attribute('batchNo'),
  madeDate: attribute('madeDate'),
  validateDate: attribute('validateDate'),
  workshop: attribute('workshop'),
  lineName: attribute('lineName'),
  lineManager: attribute('lineManager'),
});

function takeCode(to: Opened | undefined, attribute: AttributeOf, path: string): Refusal | undefined {
  const [layer, flag] = [attribute('packLayer'), attribute('flag')];
  if (!/^[1-9]$/.test(layer)) return mustBe(layer, 'a layer', `${path}/@packLayer`);
  if (flag !== '0' && flag !== '2') return mustBe(flag, '0 (full) or 2 (part-filled)', `${path}/@flag`);
  to?.codes.push({
    curCode: attribute('curCode'),
    packLayer: Number(layer),
    parentCode: attribute('parentCode'),
    flag: flag === '0' ? 0 : 2,
  });
  return undefined;
}
