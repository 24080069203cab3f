import type { Refusal } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { xmlAttribute, xmlText } from '../../wire/write-xml.ts';
import type { MasterDataList } from '../master-data.ts';
import { extensionAttributes } from './write-attributes.ts';
import { writeContent, writeExtensions } from './write-extension.ts';
import { misshapen, type Target, within } from './write-target.ts';
import { says, treeOf } from './write-tree.ts';

/** A VocabularyList (EPCIS XSD, VocabularyListType). */
export function writeVocabularyList(lists: readonly MasterDataList[], to: Target): Refusal | undefined {
  to.out.open('VocabularyList');
  for (const [index, list] of lists.entries()) {
    const wrong = writeVocabulary(treeOf(list), to);
    if (wrong !== undefined) return within(index, wrong);
  }
  to.out.close('VocabularyList');
  return undefined;
}

function writeVocabulary(list: JsonObject, to: Target): Refusal | undefined {
  return writeIdentified('Vocabulary', 'type', list, to, () => {
    const elements = list['vocabularyElementList'];
    if (!says(elements)) return undefined;
    to.out.open('VocabularyElementList');
    const wrong = eachOf(elements, to, writeElement);
    if (wrong !== undefined) return within('vocabularyElementList', wrong);
    to.out.close('VocabularyElementList');
    return undefined;
  });
}

const writeElement = (element: JsonObject, to: Target): Refusal | undefined =>
  writeIdentified('VocabularyElement', 'id', element, to, () => {
    const { attributes, children } = element;
    const wrong = says(attributes) ? eachOf(attributes, to, writeAttribute) : undefined;
    if (wrong !== undefined) return within('attributes', wrong);
    return says(children) ? writeChildren(children, to) : undefined;
  });

/** An element with a URI for an attribute, what `inside` writes, and what others added to it. */
function writeIdentified(
  name: string,
  key: string,
  holder: JsonObject,
  to: Target,
  inside: () => Refusal | undefined,
): Refusal | undefined {
  const identity = identityOf(holder, key, to);
  if (typeof identity !== 'string') return identity;
  const others = extensionAttributes(holder, to);
  if (typeof others !== 'string') return others;
  to.out.open(name, identity + others);
  const wrong = inside() ?? writeExtensions(holder, to);
  if (wrong !== undefined) return wrong;
  to.out.close(name);
  return undefined;
}

function identityOf(holder: JsonObject, key: string, to: Target): string | Refusal {
  const value = holder[key];
  if (typeof value !== 'string') return within(key, misshapen('is no URI'));
  const escaped = xmlAttribute(inFull(value, to));
  return typeof escaped === 'string' ? ` ${key}="${escaped}"` : within(key, escaped);
}

const MASTER_DATA = 'urn:epcglobal:cbv:mda:';

/** Names of attributes may begin with a prefix of the standard's own, too. */
const inFull = (uri: string, { names }: Target): string =>
  uri.startsWith('cbvmda:') ? MASTER_DATA + uri.slice('cbvmda:'.length) : names.inFull(uri);

/** `<attribute id="…">`, once for each value. The XSD takes structures inside, but no xsi:type. */
function writeAttribute(holder: JsonObject, to: Target): Refusal | undefined {
  const identity = identityOf(holder, 'id', to);
  if (typeof identity !== 'string') return identity;
  for (const each of valuesOf(holder['attribute'] ?? '')) {
    const wrong = writeContent('attribute', each, to, { attributes: identity });
    if (wrong !== undefined) return within('attribute', wrong);
  }
  return undefined;
}

/** XML has no lists of lists, and null says nothing. */
const valuesOf = (value: Json): Json[] => {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  return value === null ? [] : [value];
};

function writeChildren(children: Json, to: Target): Refusal | undefined {
  if (!Array.isArray(children)) return within('children', misshapen('is no list'));
  to.out.open('children');
  for (const [index, child] of children.entries()) {
    const text = typeof child === 'string' ? xmlText(to.names.inFull(child)) : misshapen('is no URI');
    if (typeof text !== 'string') return within('children', within(index, text));
    to.out.leaf('id', text);
  }
  to.out.close('children');
  return undefined;
}

function eachOf(list: Json, to: Target, write: (item: JsonObject, to: Target) => Refusal | undefined) {
  if (!Array.isArray(list)) return misshapen('is no list');
  for (const [index, item] of list.entries()) {
    const wrong = isJsonObject(item) ? write(item, to) : misshapen('is no structure');
    if (wrong !== undefined) return within(index, wrong);
  }
  return undefined;
}
