import { existsSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryShipment } from '../../../test/kit/arbitrary-shipment.ts';
import { caseUnit, commissioned, packed, pallet, shipped, unit } from '../../../test/kit/credible-events.ts';
import { asStored, aUsShipment, usEvents, usMasterData } from '../../../test/kit/us-shipment.ts';
import { xsdProblems } from '../../../test/kit/xsd.ts';
import type { EpcisDocument } from '../../epcis/document.ts';
import type { EpcisEvent } from '../../epcis/event.ts';
import { readXmlDocument } from '../../epcis/xml/read-xml-document.ts';
import { isRefusal } from '../../refusal.ts';
import { errorsIn } from './validate/collect.ts';
import { validateUsDocument } from './validate/validate-us-document.ts';
import { usShipment, usXml } from './write-shipment.ts';

const hasCorpus = existsSync(new URL('../../../../shared/corpus/epcis/schema/', import.meta.url));

const xmlOf = (document: EpcisDocument) =>
  [...usXml(document)].map((piece) => (isRefusal(piece) ? `refused: ${piece.detail}` : piece)).join('');

function readBack(text: string): EpcisDocument {
  const document = readXmlDocument(text);
  if (isRefusal(document)) throw new Error(document.detail);
  return document;
}

const findings = (document: EpcisDocument) => validateUsDocument(document, { profile: 'dscsa-1.3', isWhole: true });
const bare = ({ '@context': _, ...event }: EpcisEvent) => event;
const told = (events: readonly EpcisEvent[]) => usShipment(aUsShipment(asStored(events))).events;

describe('a document for a partner in the United States', () => {
  test('has no findings, and reads back as it was written', () => {
    const document = usShipment(aUsShipment());
    expect(findings(document).findings).toEqual([]);
    const back = readBack(xmlOf(document));
    expect(back.events.map(bare)).toEqual(document.events);
    expect(back).toMatchObject({
      schemaVersion: '1.2',
      creationDate: '2026-03-02T10:00:05.000Z',
      sender: 'urn:epc:id:sgln:9521234.00001.0',
      receiver: 'urn:epc:id:sgln:9521234.00002.0',
      instanceIdentifier: 'd1',
      masterData: document.masterData,
      headerExtensions: document.headerExtensions,
    });
    expect(findings(back).findings).toEqual([]);
  });

  test.skipIf(!hasCorpus).each(['r1.2', 'r1.3'] as const)('is valid by the published schemas: %s', (release) =>
    expect(xsdProblems('1.2', xmlOf(usShipment(aUsShipment(undefined, { release }))))).toEqual([]),
  );

  test('reads back as it was written, whatever was shipped', () =>
    fc.assert(
      fc.property(arbitraryShipment, (events) => {
        const document = usShipment(aUsShipment(asStored(events)));
        const xml = xmlOf(document);
        expect(readBack(xml).events.map(bare)).toEqual(document.events);
        if (hasCorpus) expect(xsdProblems('1.2', xml)).toEqual([]);
      }),
      { numRuns: 40 },
    ));

  test('is the same to the byte when it is written again', () =>
    expect(xmlOf(usShipment(aUsShipment()))).toBe(xmlOf(usShipment(aUsShipment()))));

  test('names the guideline’s version after R1.3 only', () => {
    expect(xmlOf(usShipment(aUsShipment()))).toContain('<gs1ushc:guidelineVersion>1.3</gs1ushc:guidelineVersion>');
    expect(xmlOf(usShipment(aUsShipment(undefined, { release: 'r1.2' })))).not.toContain('guidelineVersion');
  });

  test('describes the case with the product inside it, by its class', () => {
    const [classes] = usShipment(aUsShipment()).masterData ?? [];
    expect(classes?.vocabularyElementList?.map(({ id }) => id)).toEqual([
      'urn:epc:idpat:sgtin:0399999.012345.*',
      'urn:epc:idpat:sgtin:0399999.312345.*',
    ]);
    expect(classes?.vocabularyElementList?.[1]?.attributes?.[0]).toEqual({
      id: 'urn:epcglobal:cbv:mda#additionalTradeItemIdentification',
      attribute: '99999-1234-05',
    });
  });

  test('describes the goods of others as they were described to us', () => {
    const id = 'urn:epc:idpat:sgtin:0399999.012345.*';
    const attributes = [{ id: 'urn:epcglobal:cbv:mda#regulatedProductName', attribute: 'Exampline' }];
    const received = new Map([['https://id.gs1.org/01/00399999123457', { id, attributes }]]);
    const { masterData } = usShipment(aUsShipment(undefined, { masterData: usMasterData({ products: [], received }) }));
    expect(masterData?.[0]?.vocabularyElementList).toEqual([{ id, attributes }]);
  });

  test('without master data says so, product by product and place by place', () => {
    const nothing = usMasterData({ products: [], places: new Map() });
    const { findings: all } = findings(usShipment(aUsShipment(undefined, { masterData: nothing })));
    expect(all.map(({ rule, epc }) => [rule, epc])).toEqual([
      ['dscsa-gtin-undescribed', undefined],
      ['dscsa-gtin-undescribed', undefined],
      ['dscsa-gln-undescribed', undefined],
      ['dscsa-gln-undescribed', undefined],
    ]);
  });

  test('has no statement where the goods stay with their owner', () => {
    const source = 'urn:epc:id:sgln:9521234.00001.0';
    const moved = shipped({
      destinationList: ['owning_party', 'location'].map((type) => ({ type, destination: source })),
    });
    const document = usShipment(aUsShipment(asStored([...usEvents.slice(0, -1), moved])));
    expect(xmlOf(document)).not.toContain('dscsaTransactionStatement');
    expect(errorsIn(findings(document))).toEqual([]);
  });
});

describe('what a partner is told', () => {
  test('are no units but those that it gets', () => {
    const [units, cases, sscc, first, second, outer] = usEvents;
    if (!units || !cases || !sscc || !first || !second || !outer) throw new Error('no events');
    const out = packed({
      eventTime: '2026-03-01T08:07:00Z',
      action: 'DELETE',
      bizStep: 'unpacking',
      parentID: caseUnit(1),
      childEPCs: [unit(1)],
    });
    const events = told([units, cases, sscc, first, second, outer, out, shipped()]);
    expect(JSON.stringify(events)).not.toContain(unit(1));
    expect(events.map(({ bizStep }) => bizStep)).not.toContain('unpacking');
    expect(events[0]).toMatchObject({ epcList: [unit(2), unit(3), unit(4)] });
  });

  test('is units, cases and pallets apart, logistic units without a lot', () => {
    const [first, second, third] = told([
      commissioned({ epcList: [pallet, unit(1), caseUnit(1)] }),
      packed({ parentID: pallet, childEPCs: [caseUnit(1)] }),
      packed({ parentID: caseUnit(1), childEPCs: [unit(1)] }),
      shipped(),
    ]);
    expect(first).toMatchObject({ epcList: [unit(1)], ilmd: { 'cbvmda:lotNumber': 'LOT-1' } });
    expect(second).toMatchObject({ epcList: [caseUnit(1)], ilmd: { 'cbvmda:lotNumber': 'LOT-1' } });
    expect(third).toMatchObject({ epcList: [pallet] });
    expect(third).not.toHaveProperty('ilmd');
  });

  test('is packing after commissioning, though both happened at one time', () => {
    const at = { eventTime: '2026-03-01T08:00:00Z' };
    const events = told([
      packed({ ...at, childEPCs: [unit(1)] }),
      commissioned({ ...at, epcList: [unit(1)] }),
      shipped(),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['ObjectEvent', 'AggregationEvent', 'ObjectEvent']);
  });

  test('is nothing that EPCIS 1.2 or the guideline does not know', () => {
    const events = told([
      commissioned({ epcList: [unit(1)], 'ex:line': 'P2', persistentDisposition: { set: ['completeness_verified'] } }),
      packed({ childEPCs: [unit(1)] }),
      shipped(),
    ]);
    expect(Object.keys(events[0] ?? {}).toSorted()).toEqual(
      [
        'action',
        'bizLocation',
        'bizStep',
        'disposition',
        'epcList',
        'eventTime',
        'eventTimeZoneOffset',
        'ilmd',
        'readPoint',
        'type',
      ].toSorted(),
    );
  });

  test('is spelled as URNs, and parties as SGLNs', () => {
    const [, , last] = told([
      commissioned({ epcList: ['https://id.gs1.org/01/00399999123457/21/1'] }),
      packed({ childEPCs: [unit(1)] }),
      shipped({
        sourceList: [{ type: 'owning_party', source: 'https://id.gs1.org/417/9521234000013' }],
        destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:9521234.00002' }],
      }),
    ]);
    expect(last).toMatchObject({
      sourceList: [{ source: 'urn:epc:id:sgln:9521234.00001.0' }],
      destinationList: [{ destination: 'urn:epc:id:sgln:9521234.00002.0' }],
    });
    expect(
      told([
        commissioned({ epcList: ['https://id.gs1.org/01/00399999123457/21/1'] }),
        shipped({ epcList: [unit(1)] }),
      ])[0],
    ).toMatchObject({
      epcList: [unit(1)],
    });
  });
});
