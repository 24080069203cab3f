import type { EpcisHead } from '../document.ts';
import type { MasterDataList, VocabularyElement } from '../master-data.ts';
import { nearestWord } from '../nearest-word.ts';
import type { Definitions } from '../prefixes.ts';
import { attributeNameFault } from './check-attribute-names.ts';
import { doubtful, type Fault } from './finding.ts';
import { identifierFault } from './identifier-fault.ts';
import { masterDataTypes } from './master-data-words.ts';

const VOCABULARY_TYPE = /^urn:epcglobal:epcis:vtype:/i;

/** The master data of a document: its vocabularies, attributes and identifiers. */
export function* checkMasterData(head: EpcisHead): Generator<Fault> {
  const definitions = new Map(Object.entries(head.context));
  for (const [index, list] of (head.masterData ?? []).entries())
    yield* checkList(`/masterData/${index}`, list, definitions);
}

function* checkList(path: string, list: MasterDataList, definitions: Definitions): Generator<Fault> {
  const name = list.type.replace(VOCABULARY_TYPE, '');
  if (name !== list.type && !masterDataTypes.has(name)) {
    const meant = nearestWord(name, masterDataTypes);
    yield doubtful(
      'master-data-type-unknown',
      `${path}/type`,
      'EPCIS 2.0 §7.2 vocabulary types',
      `"${name}" is no vocabulary of EPCIS`,
      meant === undefined
        ? 'a vocabulary of your own needs a URI of your own'
        : `write urn:epcglobal:epcis:vtype:${meant}`,
    );
  }
  for (const [index, element] of (list.vocabularyElementList ?? []).entries())
    yield* checkElement(`${path}/vocabularyElementList/${index}`, element, definitions);
}

function* checkElement(path: string, element: VocabularyElement, definitions: Definitions): Generator<Fault> {
  const ids = [element.id, ...(element.children ?? [])];
  for (const [index, id] of ids.entries()) {
    const fault = identifierFault(index === 0 ? `${path}/id` : `${path}/children/${index - 1}`, id);
    if (fault !== undefined) yield fault;
  }
  for (const [index, { id }] of (element.attributes ?? []).entries()) {
    const fault = attributeNameFault(`${path}/attributes/${index}/id`, id, definitions);
    if (fault !== undefined) yield fault;
  }
}
