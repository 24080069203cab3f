import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captureDocumentKey } from '#common/store/documents.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { isRefusal } from '#shared/refusal.ts';
import { usShipment, usXml } from '#shared/regimes/us/write-shipment.ts';
import { approved } from '../../../test/kit/approved.ts';
import { type CaptureWorld, startCaptureWorld } from '../../../test/kit/capture-world.ts';
import { caseUnit, packed, shipped, unit } from '../../../test/kit/credible-events.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { aUsShipment } from '../../../test/kit/us-shipment.ts';
import { judgeUsDocument } from './judge-us-document.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const needsOf = () => {
  const { db } = world.engine;
  return {
    unitEvents: unitEvents(db, tables.ledger, serialPools(db, tables.serials), openCipher),
    vocabulary: world.vocabulary,
    exceptions: exceptions(db, tables.deliveries),
    registry: registry(db, tables.registry),
    now: () => new Date(world.clock.ms++),
  };
};

const sound = usShipment(aUsShipment());
const without = (bizStep: string): EpcisDocument => ({
  ...sound,
  events: sound.events.filter((event) => event.bizStep !== bizStep),
});
const only = (...events: EpcisEvent[]): EpcisDocument => ({ ...sound, events });
const xml = (document: EpcisDocument) =>
  [...usXml(document)].map((piece) => (isRefusal(piece) ? piece.detail : piece)).join('');

async function capture(text: string, captureId = 'job-1', contentType = 'application/xml') {
  const message = await world.job(tenant, text, 'rollback', captureId);
  await world.bucket.put(captureDocumentKey(tenant, captureId), text, contentType);
  await world.work(message, { judge: judgeUsDocument(needsOf()) });
  return world.jobs.get(tenant, captureId);
}

const opened = async () => (await needsOf().exceptions.list(tenant, {}, { perPage: 50 })).exceptions;
const shipment = sound.events.find((event) => event.bizStep === 'shipping') ?? shipped();
const noOrder = { ...shipment, bizTransactionList: shipment.bizTransactionList?.slice(1) ?? [] };
const unordered = { ...sound, events: [...without('shipping').events, noOrder] };

describe('what a partner sends after the GS1 US guideline', () => {
  test('is captured like anything else when it is sound', async () => {
    expect(await capture(xml(sound))).toMatchObject({ success: true, stored: sound.events.length });
    expect(await opened()).toEqual([]);
  });

  test('opens an exception for each rule it breaks, and is captured all the same', async () => {
    expect(await capture(xml(unordered))).toMatchObject({ success: true, stored: sound.events.length });
    const [found, ...more] = await opened();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ rule: 'us-document', severity: 'major', captureId: 'job-1', state: 'open' });
    expect(found?.detail).toBe(
      'document d1 of urn:epc:id:sgln:9521234.00001.0: dscsa-po-missing (event 6): no purchase order (po) is named',
    );
    const [last] = (await world.jobs.eventIds(tenant, 'job-1', 0, 20)).slice(-1);
    expect(found?.eventIds).toEqual([last]);
  });

  test('opens them once, however often it is sent', async () => {
    await capture(xml(unordered));
    await capture(xml(unordered), 'job-2');
    expect(await opened()).toHaveLength(1);
  });

  test('may leave units and master data to an earlier document', async () => {
    await capture(xml(sound));
    const again = packed({ eventTime: '2026-03-03T08:00:00Z', parentID: caseUnit(2), childEPCs: [unit(1)] });
    const back = shipped({ eventTime: '2026-03-03T10:00:00Z', epcList: [caseUnit(2)] });
    const { masterData: _, ...bare } = only(again, back);
    expect(await capture(xml({ ...bare, instanceIdentifier: 'd2' }), 'job-2')).toMatchObject({ success: true });
    expect(await opened()).toEqual([]);
  });

  test('may ship a pallet whose contents, down to lot and expiry, an earlier document told', async () => {
    await capture(xml(without('shipping')));
    await capture(xml(only(shipment)), 'job-2');
    expect(await opened()).toEqual([]);
  });

  test('is found to ship units of which no document told the lot', async () => {
    const { masterData: _, ...document } = without('shipping');
    const lotless = document.events.map((event) =>
      'ilmd' in event ? (({ ilmd: __, ...bare }) => bare)(event) : event,
    );
    const plain = xml({ ...document, events: lotless }).replaceAll(
      'http://epcis.gs1us.org/hc/ns',
      'https://ns.example.org/hc',
    );
    await capture(plain);
    await capture(xml(only(shipment)), 'job-2');
    const [found, ...more] = await opened();
    expect(more).toEqual([]);
    expect(found?.detail).toMatch(/dscsa-lot-expiry-unresolved \(event 0\): .* has no lot or no expiry \(4 times\)$/);
    expect(found?.epcs).toHaveLength(4);
  });

  test('is found to ship what no document has commissioned', async () => {
    await capture(xml(only(shipped({ epcList: [caseUnit(7)] }))));
    expect(await opened()).toMatchObject([{ epcs: ['https://id.gs1.org/01/30399999123458/21/7'] }]);
    expect((await opened())[0]?.detail).toContain('dscsa-not-commissioned');
  });

  test('is found to pack what a later document had moved already', async () => {
    await capture(xml(sound));
    const stale = packed({ eventTime: '2026-03-01T08:03:30Z', parentID: caseUnit(2), childEPCs: [unit(1)] });
    await capture(xml(only(stale)), 'job-2');
    expect((await opened()).map(({ detail }) => detail)).toEqual([expect.stringContaining('dscsa-packing-outdated')]);
  });

  test('is not asked for by documents that do not say they follow it', async () => {
    const plain = xml(unordered).replaceAll('http://epcis.gs1us.org/hc/ns', 'https://ns.example.org/hc');
    expect(await capture(plain)).toMatchObject({ success: true });
    expect(await opened()).toEqual([]);
  });
});

describe('a partner whose documents must be sound', () => {
  const plant = { party: 'urn:epc:id:pgln:9521234.00001', gln: '9521234000013', channel: 'webhook' };
  beforeEach(async () => {
    const partner = { ...plant, name: 'Plant', url: 'https://plant.example/hook', incoming: 'strict' };
    await approved(world.engine.db, tenant, 'partner', 'plant', partner);
  });

  test('has a document refused as a whole that breaks a rule, with rule, event and remedy', async () => {
    expect(await capture(xml(unordered))).toMatchObject({ running: false, success: false, stored: 0, failed: 1 });
    expect(await world.jobs.errorsOf(tenant, 'job-1')).toMatchObject([
      { status: 400, detail: expect.stringContaining('dscsa-po-missing'), index: 6, remedy: 'add bizTransaction po' },
    ]);
    expect(await world.ledger.eventsOf(tenant, unit(1))).toEqual([]);
    expect(await opened()).toEqual([]);
  });

  test('has others captured, be they sound or none of the guideline', async () => {
    expect(await capture(xml(sound))).toMatchObject({ success: true });
  });
});
