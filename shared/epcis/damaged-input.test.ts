import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEvent } from '../../test/kit/arbitrary-event.ts';
import { comparable } from '../../test/kit/comparable.ts';
import { documentOf, epcisForms, formNames, orThrow, through, told } from '../../test/kit/epcis-forms.ts';
import { ex, json, jsonEvent, xml, xmlEvent } from '../../test/kit/epcis-texts.ts';
import { isRefusal } from '../refusal.ts';
import { textDecoder } from '../wire/decode-text.ts';
import { canonicalEvent } from './canonical-event.ts';
import { readDocument } from './read-document.ts';

describe('bytes', () => {
  const text = (encoding: string) =>
    xmlEvent('<ex:a>é💊</ex:a>')
      .replace(' schemaVersion', `${ex} schemaVersion`)
      .replace('"1.0"', `"1.0" encoding="${encoding}"`);
  const utf16 = (content: string, littleEndian: boolean): Uint8Array => {
    const bytes = new DataView(new ArrayBuffer(content.length * 2));
    for (let at = 0; at < content.length; at++) bytes.setUint16(at * 2, content.charCodeAt(at), littleEndian);
    return new Uint8Array(bytes.buffer);
  };
  const utf8 = (content: string) => new TextEncoder().encode(content);
  const latin1 = (content: string) => Uint8Array.from(content, (sign) => sign.charCodeAt(0) & 0xff);

  /** The first text or refusal that comes of the bytes, a few at a time. */
  function read(bytes: Uint8Array) {
    const decoder = textDecoder();
    let content = '';
    for (let at = 0; at < bytes.length + 7; at += 7) {
      const part = at < bytes.length ? decoder.write(bytes.subarray(at, at + 7)) : decoder.end();
      if (isRefusal(part)) return part;
      content += part;
    }
    return readDocument(content);
  }

  test.each<[string, Uint8Array]>([
    ['UTF-8', utf8(text('UTF-8'))],
    ['UTF-8 with a mark', utf8(`\ufeff${text('utf-8')}`)],
    ['UTF-16, low byte first, with a mark', utf16(`\ufeff${text('UTF-16')}`, true)],
    ['UTF-16, high byte first, with a mark', utf16(`\ufeff${text('UTF-16')}`, false)],
    ['UTF-16 without a mark', utf16(text('UTF-16LE'), true)],
  ])('in %s are read', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ events: [{ 'ex:a': 'é💊' }] });
  });

  test.each<[string, Uint8Array]>([
    ['declared as UTF-8 and Latin 1', latin1(text('UTF-8').replace('💊', 'ü'))],
    ['declared as an encoding of nobody', utf8(text('x-nobody'))],
    ['declared as UTF-7', utf8(text('UTF-7'))],
    ['cut inside a character', utf8(text('UTF-8')).subarray(0, utf8(text('UTF-8').split('💊')[0] ?? '').length + 2)],
    ['half of UTF-16', utf16(`\ufeff${text('UTF-16')}`, true).subarray(0, -1)],
    ['UTF-32', Uint8Array.from([...text('UTF-8')].flatMap((sign) => [sign.charCodeAt(0) & 0xff, 0, 0, 0]))],
    ['an archive', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 8, 8, 8, 0, 0xff, 0xfe, 0xfd])],
    ['compressed', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xed, 0xbd])],
    ['nothing', new Uint8Array()],
    ['zeros', new Uint8Array(10_000)],
    ['overlong', Uint8Array.from([...utf8(text('UTF-8').split('é')[0] ?? ''), 0xc0, 0xbc, ...utf8('</ex:a>')])],
  ])('that are %s are refused', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ refused: expect.any(String), detail: expect.any(String) });
  });
});

describe('random damage', () => {
  const nasty = fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\u0000',
    '\ud800',
    '<!--',
    ']]>',
    '<![CDATA[',
    '&#x0;',
    '<?',
    '/>',
    '</',
    'null',
    '-',
    '1e9',
    ' ',
    '\n',
    'xmlns="urn:x"',
    '"@context":1,',
    'é',
    '<extension>',
    '</extension>',
  );
  const change = fc.record({
    at: fc.nat(),
    length: fc.nat(40),
    kind: fc.constantFrom('cut', 'double', 'insert', 'move'),
    nasty,
    to: fc.nat(),
  });
  type Change = { at: number; length: number; kind: string; nasty: string; to: number };

  function damaged(text: string, { at, length, kind, nasty: inserted, to }: Change): string {
    const start = at % (text.length + 1);
    const part = text.slice(start, start + length);
    const [before, after] = [text.slice(0, start), text.slice(start + length)];
    if (kind === 'cut') return before + after;
    if (kind === 'double') return before + part + part + after;
    if (kind === 'insert') return before + inserted + part + after;
    const rest = before + after;
    const place = to % (rest.length + 1);
    return rest.slice(0, place) + part + rest.slice(place);
  }

  test.each(formNames)('of a document in %s gives refusals or events that can be written', (form) =>
    fc.assert(
      fc.property(
        fc.array(arbitraryEvent, { minLength: 1, maxLength: 2 }),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (events, changes) => {
          const text = changes.reduce(damaged, orThrow(epcisForms[form].write(documentOf(...events))));
          const read = told(form, [text]);
          for (const refusal of read.refusals) expect(refusal.detail).not.toBe('');
          for (const event of read.events) {
            canonicalEvent(event);
            const [back] = through('JSON 2.0', documentOf(event)).events;
            expect(back && comparable(back)).toEqual(comparable(event));
            for (const other of formNames) epcisForms[other].write(documentOf(event));
          }
        },
      ),
      { numRuns: 250 },
    ),
  );

  test('of bytes gives refusals or documents', () =>
    fc.assert(
      fc.property(
        arbitraryEvent,
        fc.constantFrom(...formNames),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        (event, form, changes) => {
          const bytes = new TextEncoder().encode(orThrow(epcisForms[form].write(documentOf(event))));
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          const decoder = textDecoder();
          const parts = [decoder.write(bytes), decoder.end()];
          const bad = parts.find(isRefusal);
          const read = readDocument(parts.filter((part) => typeof part === 'string').join(''));
          expect(isRefusal(bad) || isRefusal(read) || read.events.length <= 1).toBe(true);
        },
      ),
      { numRuns: 200 },
    ));

  test('any JSON at all gives a refusal or a document', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        told('JSON 2.0', [JSON.stringify(value)]);
        told('JSON 2.0', [jsonEvent(`"ex:any":${JSON.stringify(value)}`)]);
        told('JSON 2.0', [json(`"type":"ObjectEvent","sensorElementList":${JSON.stringify(value)}`)]);
      }),
      { numRuns: 300 },
    ));

  const name = fc.constantFrom(
    'epcis:EPCISDocument',
    'EPCISHeader',
    'EPCISBody',
    'EventList',
    'ObjectEvent',
    'AssociationEvent',
    'extension',
    'baseExtension',
    'epcList',
    'epc',
    'action',
    'eventTime',
    'readPoint',
    'id',
    'sensorElementList',
    'sensorElement',
    'sensorReport',
    'quantityElement',
    'ilmd',
    'ex:a',
    'errorDeclaration',
    'VocabularyList',
    'Vocabulary',
    'attribute',
    'QueryResults',
    'resultsBody',
    'sbdh:StandardBusinessDocumentHeader',
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom('', 'text', 'ADD', 'urn:a:b', '2026-03-01T10:00:00Z', ' ', '<!-- c -->', '<![CDATA[x]]>'),
      fc
        .tuple(
          name,
          fc.constantFrom('', ' type="gs1:Temperature"', ' value="1"', ' xsi:type="xsd:int"', ' ex:b="1"'),
          fc.array(tie('tree'), { maxLength: 4 }),
        )
        .map(([element, attributes, inside]) => `<${element}${attributes}>${inside.join('')}</${element}>`),
    ),
  }));

  test('any tree of elements gives refusals or documents', () =>
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (trees) => {
        const declared = `${ex} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"`;
        const inside = trees.join('');
        for (const text of [
          xml(inside, declared),
          xml(`<EPCISBody><EventList>${inside}</EventList></EPCISBody>`, declared),
          xml(`<EPCISHeader>${inside}</EPCISHeader><EPCISBody/>`, declared),
        ])
          for (const event of told('XML 2.0', [text]).events) epcisForms['XML 1.2'].write(documentOf(event));
      }),
      { numRuns: 300 },
    ));
});
