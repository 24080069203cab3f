import type { JsonObject } from '../../wire/json.ts';
import { pointerStep } from '../../wire/json-pointer.ts';
import { nearestWord } from '../nearest-word.ts';
import type { Definitions } from '../prefixes.ts';
import { doubtful, type Fault } from './finding.ts';
import { attributeNames } from './master-data-words.ts';
import { masterDataName } from './member-names.ts';
import { objectAt } from './tree.ts';

/** Instance and lot master data in CBV's namespace should have names that CBV knows. */
export function* checkIlmdNames(tree: JsonObject, definitions: Definitions): Generator<Fault> {
  const ilmd = objectAt(tree, 'ilmd');
  if (ilmd === undefined) return;
  for (const name of Object.keys(ilmd)) {
    const fault = attributeNameFault(`/ilmd${pointerStep(name)}`, name, definitions);
    if (fault !== undefined) yield fault;
  }
}

/** The fault of a name that claims to be CBV's and is not known. */
export function attributeNameFault(path: string, name: string, definitions: Definitions): Fault | undefined {
  const local = masterDataName(name, definitions);
  if (local === undefined || attributeNames.has(local)) return undefined;
  const meant = nearestWord(local, attributeNames);
  return doubtful(
    'attribute-unknown',
    path,
    'CBV 2.0 §9 master data',
    `"${local}" is no master data attribute that is known of CBV`,
    meant === undefined ? 'an attribute of your own needs a namespace of your own' : `write ${meant}`,
  );
}
