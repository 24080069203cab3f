import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Definitions } from '../../prefixes.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { ilmdText } from '../ilmd-text.ts';
import { objectAt, textsAt } from '../tree.ts';
import { guideline } from './guideline.ts';

const RULE = guideline('commissioning');

/** Units and cases begin to exist, whatever the step is called: of what lot, until when, and where. */
export function* checkDscsaCommissioning(tree: JsonObject, definitions: Definitions): Generator<Fault> {
  if (tree['action'] !== 'ADD')
    yield wrong('dscsa-commissioning-action', '/action', RULE, `commissioning has action ADD, not ${tree['action']}`);
  if (tree['bizStep'] === 'commissioning' && tree['disposition'] !== 'active')
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
  yield* checkExpiry(ilmdText(tree, 'itemExpirationDate', definitions));
  const missing = ['lotNumber', 'itemExpirationDate'].filter((name) => ilmdText(tree, name, definitions) === undefined);
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
      `cases have no ${missing.join(' or ')}; only mixed cases may omit ${missing.length > 1 ? 'them' : 'it'}`,
    );
}

/** A time behind the day is read by some receivers and refused by others. */
function* checkExpiry(expiry: string | undefined): Generator<Fault> {
  if (expiry !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expiry))
    yield wrong(
      'dscsa-expiry-form',
      '/ilmd',
      RULE,
      `expiry "${expiry}" is not YYYY-MM-DD`,
      'write the date as YYYY-MM-DD',
    );
}
