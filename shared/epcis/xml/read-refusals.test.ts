import { describe, expect, test } from 'vitest';
import { eventsXml, faultsOf, seen, seenXml, tellXml, WHEN } from '../../../test/kit/epcis-xml.ts';

const EVENT = '/EPCISBody/EventList/ObjectEvent[1]';
/** Faults of an ObjectEvent whose members beside type, time and EPC begin on the fourth line. */
const faults = (more: string, version: '1.2' | '2.0' = '2.0') => faultsOf(eventsXml(version, seenXml(`\n${more}`)));

describe('a fault of an event names line, column and element', () => {
  test.each([
    [
      'a word that CBV does not have',
      '<bizStep>none</bizStep>',
      `4:1 ${EVENT}/bizStep: "none" is no value of bizStep in CBV 2.0`,
    ],
    ['an empty element', '<disposition/>', `4:1 ${EVENT}/disposition: "" is no value of disposition in CBV 2.0`],
    ['no URI', ' <eventID>12 3</eventID>', `4:2 ${EVENT}/eventID: "12 3" is not a URI`],
    [
      'no time',
      '<recordTime>22-07-2026</recordTime>',
      `4:1 ${EVENT}/recordTime: "22-07-2026" is not a date and time with a zone`,
    ],
    [
      'a time without zone',
      '<recordTime>2026-03-01T00:00:00</recordTime>',
      `4:1 ${EVENT}/recordTime: "2026-03-01T00:00:00" is not a date and time with a zone`,
    ],
    [
      'one nested as in 1.2',
      '<extension>\n  <quantityList>\n<quantityElement><epcClass>urn:x:1</epcClass>\n <quantity>ten</quantity></quantityElement></quantityList></extension>',
      `7:2 ${EVENT}/extension/quantityList/quantityElement[1]/quantity: "ten" is not a number`,
    ],
    [
      'a type in an attribute',
      '<bizTransactionList><bizTransaction type="urn:x:1">urn:x:2</bizTransaction>\n<bizTransaction\n  type="no uri">urn:x:2</bizTransaction></bizTransactionList>',
      `6:3 ${EVENT}/bizTransactionList/bizTransaction[2]/@type: "no uri" is no value of bizTransactionType in CBV 2.0`,
    ],
    [
      'a type that is missing',
      '<sourceList><source>urn:x:1</source></sourceList>',
      `4:13 ${EVENT}/sourceList/source[1]: "type" is missing`,
    ],
    [
      'an attribute of a sensor',
      '<sensorElementList><sensorElement><sensorReport type="gs1:Mass" value="1"/>\n<sensorReport type="gs1:Mass"\n value="x"/></sensorElement></sensorElementList>',
      `6:2 ${EVENT}/sensorElementList/sensorElement[1]/sensorReport[2]/@value: "x" is not a number`,
    ],
    ['a place without id', '<readPoint><ex:a/></readPoint>', `4:1 ${EVENT}/readPoint: "id" is missing`],
    ['an unknown element', '<myField>1</myField>', `4:1 ${EVENT}/myField: <myField> is not expected in <ObjectEvent>`],
    ['one of another structure', '<epc>urn:x:1</epc>', `4:1 ${EVENT}/epc: <epc> is not expected in <ObjectEvent>`],
    [
      'one that its type does not have',
      '<childEPCs/>',
      `4:1 ${EVENT}/childEPCs: "childEPCs" is not a member of this structure`,
    ],
    [
      'a foreign one where none may be',
      '<sourceList><ex:a/></sourceList>',
      `4:13 ${EVENT}/sourceList/ex:a: <ex:a> is not expected in <sourceList>`,
    ],
    [
      'an element in a text',
      '<bizStep>urn:x:<b>1</b></bizStep>',
      `4:16 ${EVENT}/bizStep/b: <b> is not expected in <bizStep>`,
    ],
    [
      'a text where elements must be',
      '<readPoint><id>urn:x:1</id>x</readPoint>',
      `4:1 ${EVENT}/readPoint: <readPoint> holds text where elements are expected`,
    ],
    [
      'an unknown attribute',
      '<readPoint a="1"><id>urn:x:1</id></readPoint>',
      `4:12 ${EVENT}/readPoint/@a: "readPoint" has no attribute "a"`,
    ],
    [
      'an attribute on a text',
      '<bizStep ex:a="1">urn:x:1</bizStep>',
      `4:10 ${EVENT}/bizStep/@a: "bizStep" has no attribute "a"`,
    ],
    ['ilmd without ADD', '<ilmd/>', `4:1 ${EVENT}/ilmd: ilmd stands only beside action ADD`],
    [
      'a bare name in ilmd',
      '<ilmd>\n<lotNumber>1</lotNumber></ilmd>',
      `5:1 ${EVENT}/ilmd/lotNumber: <lotNumber> is not expected in <ilmd>`,
    ],
  ])('%s', (_, more, expected) => expect(faults(more)).toContain(expected));

  test.each(['eventTime', 'action', 'epcList', 'eventTimeZoneOffset'])('%s twice', (name) => {
    const again = `<${name}>x</${name}>`;
    expect(faults(again)).toEqual([`4:1 ${EVENT}/${name}: <${name}> stands twice`]);
    expect(faults(`<extension>${again}</extension>`)).toEqual([
      `4:12 ${EVENT}/extension/${name}: <${name}> stands twice`,
    ]);
  });

  test('EPC 4 of the list', () => {
    const epcs = ['urn:x:1', 'urn:x:2', 'urn:x:3', 'no uri', 'urn:x:5', 'urn:x:2'].map(
      (epc) => `\n  <epc>${epc}</epc>`,
    );
    const text = `<ObjectEvent>${WHEN}<epcList>${epcs.join('')}</epcList><action>ADD</action></ObjectEvent>`;
    expect(tellXml([eventsXml('2.0', text)]).refusals).toEqual([
      {
        refused: 'malformed',
        detail: '"no uri" is not a URI',
        at: `7:3 ${EVENT}/epcList/epc[4]`,
        line: 7,
        column: 3,
        rule: 'RFC 3986',
        remedy: expect.any(String),
      },
    ]);
    expect(faultsOf(eventsXml('2.0', text.replace('no uri', 'urn:x:4')))).toEqual([
      `9:3 ${EVENT}/epcList/epc[6]: "urn:x:2" stands twice`,
    ]);
  });

  test('what is missing, of the event', () => {
    expect(faultsOf(eventsXml('2.0', '\n  <AggregationEvent/>'))).toEqual([
      '4:3 /EPCISBody/EventList/AggregationEvent[1]: "eventTime" is missing',
      '4:3 /EPCISBody/EventList/AggregationEvent[1]: "eventTimeZoneOffset" is missing',
      '4:3 /EPCISBody/EventList/AggregationEvent[1]: "action" is missing',
      ...[expect.any(String), expect.any(String)].slice(
        0,
        faultsOf(eventsXml('2.0', '<AggregationEvent/>')).length - 3,
      ),
    ]);
  });

  test('of a bare event, from its root', () => {
    expect(faultsOf(seenXml('\n<bizStep>none</bizStep>'))).toEqual([
      '2:1 /bizStep: "none" is no value of bizStep in CBV 2.0',
    ]);
  });

  test('events are counted by their names', () => {
    const bad = seenXml('<bizStep>none</bizStep>');
    const other = `<ex:A>${WHEN}</ex:A>`;
    expect(faultsOf(eventsXml('2.0', seenXml(), other, bad, other, bad))).toEqual([
      expect.stringContaining('/EventList/ObjectEvent[2]/bizStep'),
      expect.stringContaining('/EventList/ObjectEvent[3]/bizStep'),
    ]);
  });
});

describe('all faults of an event are told', () => {
  test('those of its elements, then those of its values', () => {
    expect(faults('<a/>\n<bizStep>none</bizStep>\n<eventID>x</eventID>\n<b/>')).toEqual([
      expect.stringContaining('/a: '),
      expect.stringContaining('/b: '),
      expect.stringContaining('/bizStep: '),
      expect.stringContaining('/eventID: '),
    ]);
  });

  test('no more than a hundred', () => {
    expect(faults('<a/>'.repeat(500))).toHaveLength(100);
    expect(
      faults(`<a/>${'<sourceList/>'.repeat(0)}<quantityList>${'<quantityElement/>'.repeat(500)}</quantityList>`),
    ).toHaveLength(100);
  });

  test('what stands in a refused element is passed over', () => {
    expect(faults('<a><b c="1">x<epc/></b></a>')).toEqual([expect.stringContaining('/a: ')]);
  });

  test('the other events are read', () => {
    const { events, refusals, end } = tellXml([eventsXml('2.0', seenXml(), seenXml('<a/>'), seenXml())]);
    expect(events).toEqual([seen, seen]);
    expect(refusals).toHaveLength(1);
    expect(end).toMatchObject({ form: 'EPCISDocument' });
  });
});
