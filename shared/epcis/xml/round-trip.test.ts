import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyXmlExtensions } from '../../../test/kit/arbitrary-xml-extension.ts';
import { orThrow } from '../../../test/kit/epcis-forms.ts';
import { eventsXml, readXml, WHEN } from '../../../test/kit/epcis-xml.ts';
import { elementsIn, grouped } from '../../../test/kit/extension-elements.ts';
import { xmlDocument } from './write-xml-document.ts';

const ways = [
  ['2.0', '2.0'],
  ['1.2', '1.2'],
  ['1.2', '2.0'],
  ['2.0', '1.2'],
] as const;

/** An event whose places for extensions hold these elements. */
const documentWith = (version: '1.2' | '2.0', elements: string): string => {
  const ilmd = `<ilmd>${elements}</ilmd>`;
  return eventsXml(
    version,
    `<ObjectEvent>${WHEN}<epcList/><action>ADD</action><readPoint><id>urn:example:1</id></readPoint>${version === '1.2' ? `<extension>${ilmd}</extension>` : ilmd}${elements}</ObjectEvent>`,
  );
};

const through = (text: string, version: '1.2' | '2.0'): string => orThrow(xmlDocument(readXml(text), { version }));

/** The names without a namespace that stand around ilmd and extensions are the standard's. */
const ofOthers = (text: string) => elementsIn(text, 'ObjectEvent').filter(({ name }) => !name.startsWith('{}'));

describe('elements of others, as XML text', () => {
  test.each(ways)('of %s come back in %s by name, attributes, text and order', (from, to) =>
    fc.assert(
      fc.property(anyXmlExtensions, (elements) => {
        const text = documentWith(from, elements);
        const back = through(text, to);
        expect(elementsIn(back, 'ilmd')).toEqual(grouped(elementsIn(text, 'ilmd')));
        expect(ofOthers(back)).toEqual(grouped(ofOthers(text)));
      }),
      { numRuns: 300 },
    ),
  );

  test.each(ways)('of %s that stand together by name come back in %s as they stand', (from, to) => {
    const [a, b] = ['xmlns:p="urn:one"', 'xmlns:p="urn:two"'];
    const elements = `<p:x ${a}>1</p:x><q:x xmlns:q="urn:one" k="v">2</q:x><p:x ${b}><y>3</y><y>4</y><p:z/></p:x><x xmlns="urn:three">t<x>5</x></x>`;
    const text = documentWith(from, elements);
    expect(grouped(elementsIn(text, 'ilmd'))).toEqual(elementsIn(text, 'ilmd'));
    expect(elementsIn(through(text, to), 'ilmd')).toEqual(elementsIn(text, 'ilmd'));
  });

  test.each(ways)('of %s with others between them come to the first of their name in %s', (from, to) => {
    const text = documentWith(from, '<ex:a>1</ex:a><ex:b/><ex:a>2</ex:a><ex:c/><ex:b>3</ex:b>');
    const names = elementsIn(through(text, to), 'ilmd').map(({ name, text: said }) => name.replace(/^.*\}/, '') + said);
    expect(names).toEqual(['a1', 'a2', 'b', 'b3', 'c']);
  });
});
