import { itemOf } from '#shared/epcis/xml/structure.ts';

/** Elements that hold one value in XML where the model has a list of them. */
const itemNames: Readonly<Record<string, string>> = {
  ...itemOf,
  vocabularyElementList: 'VocabularyElement',
  attributes: 'attribute',
  children: 'id',
};

/**
 * A JSON pointer into an event as the path of its element in XML: `/epcList/3` is `/epcList/epc[4]`. Names stay the
 * model's; where an `extension` element stands between, the path passes over it.
 */
export function xmlPath(pointer: string): string {
  const steps = pointer.split('/').slice(1).map(plain);
  let path = '';
  for (let at = 0; at < steps.length; at++) {
    const name = steps[at] ?? '';
    const index = indexIn(steps[at + 1]);
    if (index === undefined) path += `/${name}`;
    else {
      const item = Object.hasOwn(itemNames, name) ? itemNames[name] : undefined;
      path += item === undefined ? `/${name}[${index + 1}]` : `/${name}/${item}[${index + 1}]`;
      at++;
    }
  }
  return path;
}

const plain = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');

const indexIn = (step: string | undefined): number | undefined =>
  step !== undefined && /^\d+$/.test(step) ? Number(step) : undefined;
