import type { Json } from '../wire/json.ts';
import { listOf, structure, uri } from './checks.ts';
import type { Extensible } from './event.ts';
import { extensionValue } from './extension-checks.ts';
import { shapeOf } from './structures.ts';

export interface VocabularyElement extends Extensible {
  readonly id: string;
  readonly attributes?: readonly { readonly id: string; readonly attribute?: Json }[];
  readonly children?: readonly string[];
}

/** Master data of one vocabulary, such as `urn:epcglobal:epcis:vtype:Location`. */
export interface MasterDataList extends Extensible {
  readonly type: string;
  readonly vocabularyElementList?: readonly VocabularyElement[];
}

const attribute = structure(shapeOf({ id: uri, attribute: extensionValue }), ['id']);
const element = structure(shapeOf({ id: uri, attributes: listOf(attribute), children: listOf(uri) }), ['id']);

/** Checks a vocabularyList. */
export const vocabularyList = listOf(
  structure(shapeOf({ type: uri, vocabularyElementList: listOf(element) }), ['type']),
);
