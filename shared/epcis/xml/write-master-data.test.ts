import { describe, expect, test } from 'vitest';
import { orThrow, plainHead } from '../../../test/kit/written-xml.ts';
import type { MasterDataList, VocabularyElement } from '../master-data.ts';
import { xmlDocument } from './write-xml-document.ts';

const context = { ex: 'https://ns.example.org/' };

const document = (masterData: readonly MasterDataList[]) =>
  xmlDocument({ ...plainHead, context, masterData, events: [] }, { version: '2.0' });
const vocabularies = (...masterData: MasterDataList[]) =>
  /<VocabularyList>(.*)<\/VocabularyList>/.exec(orThrow(document(masterData)))?.[1];
const element = (more: Partial<VocabularyElement>) =>
  /<VocabularyElement id="urn:x:1">(.*)<\/VocabularyElement>/.exec(
    vocabularies({ type: 'urn:x:type', vocabularyElementList: [{ id: 'urn:x:1', ...more }] }) ?? '',
  )?.[1];

describe('a vocabulary list', () => {
  test('has its vocabularies with their elements', () => {
    expect(
      vocabularies(
        { type: 'urn:epcglobal:epcis:vtype:Location', vocabularyElementList: [{ id: 'urn:x:1' }, { id: 'ex:2' }] },
        { type: 'ex:own', 'ex:note': '1', '@ex:by': 'me' },
        { type: 'urn:x:empty', vocabularyElementList: [] },
      ),
    ).toBe(
      '<Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList><VocabularyElement id="urn:x:1"></VocabularyElement>' +
        '<VocabularyElement id="https://ns.example.org/2"></VocabularyElement></VocabularyElementList></Vocabulary>' +
        '<Vocabulary type="https://ns.example.org/own" ex:by="me"><ex:note>1</ex:note></Vocabulary><Vocabulary type="urn:x:empty"></Vocabulary>',
    );
  });

  test('has attributes of every kind of value, before the children', () => {
    const attributes = [
      { id: 'urn:epcglobal:cbv:mda#name', attribute: 'A & B' },
      { id: 'cbvmda:netWeight', attribute: 5 },
      { id: 'ex:truth', attribute: true },
      { id: 'urn:x:several', attribute: ['1', '2'] },
      { id: 'urn:x:nothing' },
      { id: 'urn:x:null', attribute: null },
      { id: 'urn:x:structure', attribute: { 'ex:a': { inner: 'x', number: 1 } } },
      { id: 'urn:x:typed', attribute: { '@type': 'xsd:date', '@value': '2026-03-01' } },
    ];
    expect(element({ children: ['urn:x:2', 'ex:3'], 'ex:note': 'last', attributes })).toBe(
      '<attribute id="urn:epcglobal:cbv:mda#name">A &amp; B</attribute><attribute id="urn:epcglobal:cbv:mda:netWeight">5</attribute>' +
        '<attribute id="https://ns.example.org/truth">true</attribute><attribute id="urn:x:several">1</attribute><attribute id="urn:x:several">2</attribute>' +
        '<attribute id="urn:x:nothing"/><attribute id="urn:x:null"/>' +
        '<attribute id="urn:x:structure"><ex:a><inner>x</inner><number xsi:type="xsd:decimal">1</number></ex:a></attribute>' +
        '<attribute id="urn:x:typed">2026-03-01</attribute>' +
        '<children><id>urn:x:2</id><id>https://ns.example.org/3</id></children><ex:note>last</ex:note>',
    );
  });

  test('has no children when the list is empty', () => {
    expect(element({ children: [], attributes: [] })).toBe('');
  });

  test.each<[Partial<VocabularyElement>, string]>([
    [{ attributes: [{ id: 'urn:x:a', attribute: '\u0001' }] }, '/attributes/0/attribute'],
    [{ attributes: [{ id: 'urn:x:a', attribute: { 'a b': '1' } }] }, '/attributes/0/attribute/a b'],
    [{ attributes: [{ id: '\u0001' }] }, '/attributes/0/id'],
    [{ children: ['urn:x:1', '\u0001'] }, '/children/1'],
    [{ 'ex:a b': '1' }, '/ex:a b'],
    [{ id: '\u0001' }, '/id'],
  ])('is refused with the place of what XML cannot carry: %j', (more, at) => {
    const list = { type: 'urn:x:type', vocabularyElementList: [{ id: 'urn:x:1' }, { id: 'urn:x:2', ...more }] };
    expect(document([list])).toMatchObject({
      refused: 'unsupported',
      at: `/masterData/0/vocabularyElementList/1${at}`,
    });
  });
});
