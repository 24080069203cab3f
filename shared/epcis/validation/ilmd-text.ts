import type { JsonObject } from '../../wire/json.ts';
import type { Definitions } from '../prefixes.ts';
import { masterDataName } from './member-names.ts';
import { scalarText } from './scalar-text.ts';
import { objectAt } from './tree.ts';

/** The lot number in an event's instance and lot master data; undefined when there is none. */
export const lotIn = (tree: JsonObject, definitions: Definitions): string | undefined =>
  ilmdText(tree, 'lotNumber', definitions);

/** The text of a CBV attribute in an event's instance and lot master data, without white space around it; undefined when it says nothing. */
export function ilmdText(tree: JsonObject, attribute: string, definitions: Definitions): string | undefined {
  for (const [name, value] of Object.entries(objectAt(tree, 'ilmd') ?? {})) {
    if (masterDataName(name, definitions) !== attribute) continue;
    const text = scalarText(value)?.trim();
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}
