import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Definitions } from '../../prefixes.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { masterDataName } from '../member-names.ts';
import { scalarText } from '../scalar-text.ts';
import { objectAt, textsAt } from '../tree.ts';
import { guideline } from './guideline.ts';

const RULE = guideline('commissioning');

/** Units and cases begin to exist: of what lot, until when, and where. */
export function* checkDscsaCommissioning(tree: JsonObject, definitions: Definitions): Generator<Fault> {
  if (tree['action'] !== 'ADD')
    yield wrong('dscsa-commissioning-action', '/action', RULE, `commissioning has action ADD, not ${tree['action']}`);
  if (tree['disposition'] !== 'active')
    yield doubtful('dscsa-disposition', '/disposition', RULE, 'the disposition after commissioning is active');
  for (const place of ['readPoint', 'bizLocation'])
    if (objectAt(tree, place) === undefined) yield wrong('dscsa-place-missing', '', RULE, `${place} is missing`);
  yield* checkContent(tree, definitions);
}

type Level = 'unit' | 'case' | 'logistic' | 'malformed' | 'other';

/** By the key and, for trade items, by the indicator: zero for the smallest package. */
function levelOf(epc: string): Level {
  const key = canonicalKey(epc);
  // The vocabulary tier tells what is wrong with it.
  if (key === undefined && /^urn:epc:id:(?:sgtin|sscc):/.test(epc)) return 'malformed';
  if (key?.primary.ai === '00') return 'logistic';
  if (key?.primary.ai !== '01' || !key.qualifiers.some(({ ai }) => ai === '21')) return 'other';
  return key.primary.value.startsWith('0') ? 'unit' : 'case';
}

function* checkContent(tree: JsonObject, definitions: Definitions): Generator<Fault> {
  const levels = new Set<Level>();
  for (const { path, value } of textsAt(tree, 'epcList')) {
    const level = levelOf(value);
    levels.add(level);
    if (level === 'other') yield wrong('dscsa-epc-kind', path, RULE, `"${value}" is neither an SGTIN nor an SSCC`);
  }
  const missing = ['lotNumber', 'itemExpirationDate'].filter((name) => !told(tree, name, definitions));
  if (missing.length === 0) return;
  if (levels.has('unit'))
    yield wrong(
      'dscsa-lot-expiry-missing',
      '',
      RULE,
      `units are commissioned without ${missing.join(' and ')}`,
      'put them into ilmd',
    );
  else if (levels.has('case'))
    yield doubtful(
      'dscsa-case-lot-expiry-missing',
      '',
      RULE,
      `cases are commissioned without ${missing.join(' and ')}, which only mixed ones have not`,
    );
}

function told(tree: JsonObject, local: string, definitions: Definitions): boolean {
  return Object.entries(objectAt(tree, 'ilmd') ?? {}).some(
    ([name, value]) => masterDataName(name, definitions) === local && (scalarText(value) ?? '').trim() !== '',
  );
}
