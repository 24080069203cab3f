import type { EpcisHead } from '../../document.ts';
import type { VocabularyElement } from '../../master-data.ts';
import { masterDataName } from '../member-names.ts';
import { scalarText } from '../scalar-text.ts';

/** A master data element with its attributes by CBV name. */
export interface Described {
  readonly path: string;
  readonly id: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The elements of the vocabularies whose type ends in one of the names. */
export function* masterDataOf(head: EpcisHead, ...types: readonly string[]): Generator<Described> {
  for (const [list, { type, vocabularyElementList = [] }] of (head.masterData ?? []).entries()) {
    if (!types.some((name) => type === `urn:epcglobal:epcis:vtype:${name}`)) continue;
    for (const [index, element] of vocabularyElementList.entries())
      yield {
        path: `/masterData/${list}/vocabularyElementList/${index}`,
        id: element.id,
        attributes: attributesOf(element, head),
      };
  }
}

function attributesOf({ attributes = [] }: VocabularyElement, { context }: EpcisHead): Map<string, string> {
  const definitions = new Map(Object.entries(context));
  const said = new Map<string, string>();
  for (const { id, attribute } of attributes) {
    const name = masterDataName(id, definitions);
    const text = scalarText(attribute)?.trim() ?? '';
    if (name !== undefined && text !== '') said.set(name, text);
  }
  return said;
}
