import type { JsonObject } from '../../wire/json.ts';
import type { VocabularyField } from '../vocabulary.ts';
import { objectAt, objectsAt, type Placed, textsAt } from './tree.ts';

export interface PlacedWord extends Placed<string> {
  readonly field: VocabularyField;
}

/** Every value of an event whose field has a standard vocabulary (CBV 2.0 §7). */
export function* wordsIn(tree: JsonObject): Generator<PlacedWord> {
  yield* asked(tree, '', { bizStep: 'bizStep', disposition: 'disposition' });
  const lasting = objectAt(tree, 'persistentDisposition');
  if (lasting) yield* asked(lasting, '/persistentDisposition', { set: 'disposition', unset: 'disposition' });
  yield* each(tree, 'bizTransactionList', { type: 'bizTransactionType' });
  yield* each(tree, 'sourceList', { type: 'sourceDestType' });
  yield* each(tree, 'destinationList', { type: 'sourceDestType' });
  const declaration = objectAt(tree, 'errorDeclaration');
  if (declaration) yield* asked(declaration, '/errorDeclaration', { reason: 'errorReason' });
  for (const element of objectsAt(tree, 'sensorElementList'))
    for (const report of objectsAt(element.value, 'sensorReport', element.path))
      yield* asked(report.value, report.path, sensorFields);
}

type Fields = Readonly<Record<string, VocabularyField>>;

const sensorFields: Fields = { type: 'measurementType', exception: 'sensorException', component: 'component' };

function* each(tree: JsonObject, list: string, fields: Fields): Generator<PlacedWord> {
  for (const { path, value } of objectsAt(tree, list)) yield* asked(value, path, fields);
}

function* asked(tree: JsonObject, path: string, fields: Fields): Generator<PlacedWord> {
  for (const [member, field] of Object.entries(fields))
    for (const found of textsAt(tree, member, path)) yield { ...found, field };
}
