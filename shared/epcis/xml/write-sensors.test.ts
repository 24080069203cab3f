import { describe, expect, test } from 'vitest';
import { refusedEvent, written } from '../../../test/kit/written-xml.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { JsonObject } from '../../wire/json.ts';

const context = { '@context': { ex: 'https://ns.example.org/', ex2: 'https://ns.example.org/' } };

const sensors = (element: JsonObject, options?: Parameters<typeof written>[1]) =>
  /<sensorElement>(.*)<\/sensorElement>/.exec(written({ ...context, sensorElementList: [element] }, options))?.[1];
const report = (members: JsonObject) => sensors({ sensorReport: [{ type: 'Temperature', ...members }] });

describe('a sensor element', () => {
  test('tells all it knows in attributes', () => {
    const sensorMetadata = {
      time: '2026-04-02T13:05:00.000Z',
      startTime: '2026-04-02T12:55:01.000Z',
      endTime: '2026-04-02T13:55:00.000Z',
      deviceID: 'urn:epc:id:giai:4000001.111',
      deviceMetadata: 'https://id.gs1.org/8004/4000001111',
      rawData: 'https://example.org/data?a=1&b=2',
      dataProcessingMethod: 'ex:method',
      bizRules: 'https://example.com/rules',
    };
    expect(sensors({ sensorMetadata, sensorReport: [{ type: 'Temperature' }] })).toBe(
      '<sensorMetadata time="2026-04-02T13:05:00.000Z" startTime="2026-04-02T12:55:01.000Z" endTime="2026-04-02T13:55:00.000Z"' +
        ' deviceID="urn:epc:id:giai:4000001.111" deviceMetadata="https://id.gs1.org/8004/4000001111"' +
        ' rawData="https://example.org/data?a=1&amp;b=2" dataProcessingMethod="https://ns.example.org/method"' +
        ' bizRules="https://example.com/rules"/><sensorReport type="gs1:Temperature"/>',
    );
  });

  test('reports values of every kind', () => {
    const all = {
      exception: 'ALARM_CONDITION',
      microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011',
      chemicalSubstance: 'https://identifiers.org/inchikey:X',
      value: exactNumber('26.0'),
      component: 'x',
      stringValue: 'a "b"\n',
      booleanValue: false,
      hexBinaryValue: 'f0f0',
      uriValue: 'ex:value',
      minValue: -1,
      maxValue: 1e21,
      meanValue: 0.1,
      sDev: exactNumber('1.0e-9'),
      percRank: 50,
      percValue: 12.7,
      uom: 'CEL',
      coordinateReferenceSystem: 'https://example.com/crs',
    };
    expect(report(all)).toBe(
      '<sensorReport type="gs1:Temperature" exception="gs1:ALARM_CONDITION" microorganism="https://www.ncbi.nlm.nih.gov/taxonomy/1126011"' +
        ' chemicalSubstance="https://identifiers.org/inchikey:X" value="26.0" component="https://ref.gs1.org/cbv/Comp-x"' +
        ' stringValue="a &quot;b&quot;&#10;" booleanValue="false" hexBinaryValue="f0f0" uriValue="https://ns.example.org/value"' +
        ' minValue="-1" maxValue="1e+21" meanValue="0.1" sDev="1.0e-9" percRank="50" percValue="12.7" uom="CEL"' +
        ' coordinateReferenceSystem="https://example.com/crs"/>',
    );
  });

  test('may have no metadata, or empty metadata, and several reports', () => {
    expect(sensors({ sensorMetadata: {}, sensorReport: [{ type: 'Speed' }, { type: 'ex:own' }] })).toBe(
      '<sensorMetadata/><sensorReport type="gs1:Speed"/><sensorReport type="https://ns.example.org/own"/>',
    );
  });

  test('has its extensions behind its reports', () => {
    expect(sensors({ 'ex:a': ['1', '2'], sensorReport: [{ type: 'Speed' }] })).toBe(
      '<sensorReport type="gs1:Speed"/><ex:a>1</ex:a><ex:a>2</ex:a>',
    );
  });

  test('stands in the second extension of 1.2', () => {
    expect(written({ sensorElementList: [{ sensorReport: [{ type: 'Speed' }] }] }, { version: '1.2' })).toContain(
      '<extension><extension><sensorElementList><sensorElement><sensorReport type="gs1:Speed"/></sensorElement></sensorElementList></extension></extension>',
    );
  });

  test('spells what it measures the same with web URIs', () => {
    const event = { sensorElementList: [{ sensorReport: [{ type: 'Speed', component: 'y' }] }] };
    expect(written(event, { version: '2.0', vocabulary: 'web-uri' })).toContain(
      '<sensorReport type="gs1:Speed" component="https://ref.gs1.org/cbv/Comp-y"/>',
    );
  });

  test('does not take its texts for CURIEs', () => {
    expect(report({ stringValue: 'ex:not' })).toContain('stringValue="ex:not"');
  });
});

describe('what others add to readings', () => {
  test('is an attribute when it is one value', () => {
    expect(report({ 'ex:some': 'text', 'ex:number': 5, 'ex:truth': true, 'ex:uri': 'ex:x', 'ex:none': null })).toBe(
      '<sensorReport type="gs1:Temperature" ex:some="text" ex:number="5" ex:truth="true" ex:uri="https://ns.example.org/x"/>',
    );
  });

  test('is an element when it has structure', () => {
    expect(report({ 'ex:list': ['1', '2'], 'ex:some': 'text', 'ex:object': { a: 'b' } })).toBe(
      '<sensorReport type="gs1:Temperature" ex:some="text"><ex:list>1</ex:list><ex:list>2</ex:list><ex:object><a>b</a></ex:object></sensorReport>',
    );
  });

  test('is refused when two members become one attribute', () => {
    const readings = { type: 'Temperature', 'ex:some': '1', 'ex2:some': '2' };
    expect(refusedEvent({ ...context, sensorElementList: [{ sensorReport: [readings] }] })).toMatchObject({
      refused: 'unsupported',
      at: '/events/0/sensorElementList/0/sensorReport/0/ex2:some',
      rule: 'XML 1.0 §3.1 Attributes',
    });
  });

  test('is refused when XML has no such name or character, with its place', () => {
    const metadata = (members: JsonObject) =>
      refusedEvent({ ...context, sensorElementList: [{ sensorMetadata: members, sensorReport: [{ type: 'Speed' }] }] });
    const at = '/events/0/sensorElementList/0/sensorMetadata';
    expect(metadata({ 'ex:a b': '1' })).toMatchObject({ refused: 'unsupported', at: `${at}/ex:a b` });
    expect(metadata({ 'ex:a': '\u0002' })).toMatchObject({ refused: 'unsupported', at: `${at}/ex:a` });
    expect(metadata({ rawData: 'urn:x:\u0002' })).toMatchObject({ refused: 'unsupported', at: `${at}/rawData` });
    expect(metadata({ 'ex:a': [{ 'b c': '1' }] })).toMatchObject({ at: `${at}/ex:a/0/b c` });
  });
});
