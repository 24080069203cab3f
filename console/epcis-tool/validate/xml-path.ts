import { itemOf } from '#shared/epcis/xml/structure.ts';

/** Elements that hold one value in XML where the model has a list of them. */
const itemNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(itemOf).map(([list, item]) => [list, `${list}/${item}`])),
  vocabularyElementList: 'VocabularyElementList/VocabularyElement',
  attributes: 'attribute',
  children: 'children/id',
};
/** The members of these are attributes in XML, but for the one that is called as the element itself: that is its text. */
const attributesOf: Readonly<Record<string, RegExp>> = {
  bizTransactionList: /^type$/,
  sourceList: /^type$/,
  destinationList: /^type$/,
  attributes: /^id$/,
  vocabularyElementList: /^id$/,
  masterData: /^type$/,
  sensorReport: /^[^@:]+$/,
  sensorMetadata: /^[^@:]+$/,
};
const texts: Readonly<Record<string, string>> = {
  bizTransactionList: 'bizTransaction',
  sourceList: 'source',
  destinationList: 'destination',
  attributes: 'attribute',
};

/**
 * A JSON pointer into an event as the path of its element in XML: `/epcList/3` is `/epcList/epc[4]`. Names stay the
 * model's; where an `extension` element stands between, the path passes over it.
 */
export function xmlPath(pointer: string): string {
  const steps = pointer.split('/').slice(1).map(plain);
  let path = '';
  let holder = '';
  for (let at = 0; at < steps.length; at++) {
    const name = steps[at] ?? '';
    const index = indexIn(steps[at + 1]);
    if (index !== undefined) {
      path += `/${of(itemNames, name) ?? name}[${index + 1}]`;
      at++;
    } else if (of(attributesOf, holder)?.test(name)) path += `/@${name}`;
    else if (of(texts, holder) !== name) path += `/${name}`;
    holder = name;
  }
  return path;
}

const of = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const plain = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');

const indexIn = (step: string | undefined): number | undefined =>
  step !== undefined && /^\d+$/.test(step) ? Number(step) : undefined;
