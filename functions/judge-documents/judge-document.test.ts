import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captureDocumentKey } from '#common/store/documents.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { usInstances } from '#common/store/us-instances.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { isRefusal } from '#shared/refusal.ts';
import { usShipment, usXml } from '#shared/regimes/us/write-shipment.ts';
import { approved } from '../../test/kit/approved.ts';
import { type CaptureWorld, startCaptureWorld } from '../../test/kit/capture-world.ts';
import { caseUnit, commissioned, packed, shipped, unit } from '../../test/kit/credible-events.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { openCipher } from '../../test/kit/unit-maker.ts';
import { aUsShipment } from '../../test/kit/us-shipment.ts';
import { judgeDocument } from './judge-document.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.woken.length = 0;
  tenant = `acme-${count++}`;
});

const needsOf = () => {
  const { db } = world.engine;
  const { documents, jobs, wakeCapture } = world.needs();
  return {
    documents,
    jobs,
    wakeCapture,
    unitEvents: unitEvents(db, tables.ledger, serialPools(db, tables.serials), openCipher),
    vocabulary: world.vocabulary,
    exceptions: exceptions(db, tables.deliveries),
    registry: registry(db, tables.registry),
    instances: usInstances(db, tables.deliveries),
    now: () => new Date(world.clock.ms++),
  };
};

const sound = usShipment(aUsShipment());
const without = (bizStep: string): EpcisDocument => ({
  ...sound,
  instanceIdentifier: `without ${bizStep}`,
  events: sound.events.filter((event) => event.bizStep !== bizStep),
});
const only = (...events: EpcisEvent[]): EpcisDocument => ({ ...sound, instanceIdentifier: 'only', events });
const xml = (document: EpcisDocument) =>
  [...usXml(document)].map((piece) => (isRefusal(piece) ? piece.detail : piece)).join('');

/** A job whose document lies in the bucket, taken up once by capture. */
async function begun(text: string, captureId = 'job-1') {
  const message = await world.job(tenant, text, 'rollback', captureId);
  await world.bucket.put(captureDocumentKey(tenant, captureId), text, 'application/xml');
  await world.work(message);
  return message;
}

const judge = (message: Awaited<ReturnType<typeof begun>>) => judgeDocument(needsOf())(message);
const woken = (name: string) => world.woken.filter(({ queue }) => queue === name).map(({ message }) => message);

/** What becomes of a document on its way from one queue to the other. */
async function capture(text: string, captureId = 'job-1') {
  const message = await begun(text, captureId);
  for (const asked of woken('judge').splice(0)) {
    expect(asked).toEqual(message);
    await judge(message);
    if (woken('capture').length > 0) await world.work(message);
  }
  world.woken.length = 0;
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

  test('is found to be another one under an id that was used, and to be for somebody else', async () => {
    await capture(xml(sound));
    await capture(xml({ ...sound, creationDate: '2026-03-03T00:00:00Z' }), 'job-2');
    expect((await opened()).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('dscsa-instance-reused: another document of this sender had the InstanceIdentifier d1'),
    ]);
    await giveTenant(world.engine.db, tenant, { gln: '9521777000012', companyPrefixes: ['9521777'] });
    await capture(xml({ ...sound, instanceIdentifier: 'd2' }), 'job-3');
    expect((await opened()).map(({ detail }) => detail).toSorted()[1]).toContain(
      'dscsa-receiver-other: the receiver is',
    );
  });

  test('is not asked for by documents that do not say they follow it', async () => {
    const plain = xml(unordered).replaceAll('http://epcis.gs1us.org/hc/ns', 'https://ns.example.org/hc');
    await begun(plain);
    expect(woken('judge')).toEqual([]);
    expect(await world.jobs.get(tenant, 'job-1')).toMatchObject({ running: false, success: true });
    expect(await opened()).toEqual([]);
  });
});

describe('until it is judged', () => {
  test('nothing of a document is stored and its job runs, whoever wakes it', async () => {
    const message = await begun(xml(sound));
    await world.work(message);
    expect(woken('judge')).toEqual([message, message]);
    const waits = { running: true, stored: 0, attempts: 2, lastFailure: 'it waits for its judge' };
    expect(await world.jobs.get(tenant, 'job-1')).toMatchObject(waits);
    expect(await world.ledger.eventsOf(tenant, unit(1))).toEqual([]);
  });

  test('a judge that fails leaves the reason in the job, and another one ends it', async () => {
    const message = await begun(xml(sound));
    const away = { ...needsOf(), wakeCapture: () => Promise.reject(new Error('the queue is away')) };
    await expect(judgeDocument(away)(message)).rejects.toThrow('away');
    expect(await world.jobs.get(tenant, 'job-1')).toMatchObject({
      running: true,
      lastFailure: 'Error: the queue is away',
    });
    await world.work(message);
    await judge(message);
    await world.work(message);
    expect(await world.jobs.get(tenant, 'job-1')).toMatchObject({ running: false, success: true });
  });

  test('a second judge does not change what the first one said', async () => {
    const message = await begun(xml(sound));
    await judge(message);
    await world.jobs.refuse(tenant, 'job-1', [{ type: 't', title: 't', status: 400, detail: 'late' }], new Date());
    await world.work(message);
    await judge(message);
    expect(await world.jobs.get(tenant, 'job-1')).toMatchObject({ success: true, stored: sound.events.length });
  });

  test('a job that does not exist is refused', () =>
    expect(judge({ tenant, captureId: 'none' })).rejects.toMatchObject({ refusal: { refused: 'not-found' } }));
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

  /** Six hundred things commissioned, more than are judged at once; judged by a clock that runs fast. */
  async function captureLong(document: EpcisDocument, msEachLook: number) {
    const units = Array.from({ length: 600 }, (_, n) => commissioned({ epcList: [unit(n + 100)] }));
    const message = await begun(xml({ ...document, events: [...document.events, ...units] }));
    const now = () => {
      world.clock.ms += msEachLook;
      return new Date(world.clock.ms);
    };
    await judgeDocument({ ...needsOf(), now })(message);
    if (woken('capture').length > 0) await world.work(message);
    return world.jobs.get(tenant, 'job-1');
  }
  const first: EpcisDocument = { ...sound, events: sound.events.slice(0, 1) };
  const stranger = { ...first, sender: 'urn:epc:id:sgln:9521777.00001.0' };
  const errors = () => world.jobs.errorsOf(tenant, 'job-1');

  test('has a document refused that is too long to be judged, sound as it may be', async () => {
    expect(await captureLong(first, 16_000)).toMatchObject({ success: false, stored: 0 });
    expect(await errors()).toMatchObject([{ remedy: 'send it in several documents' }]);
  });

  test('has it refused as well when its sender was not reached', async () =>
    expect(await captureLong(first, 60_000)).toMatchObject({ success: false, stored: 0 }));

  test('does not keep a long document of somebody else out, whose head tells so', async () =>
    expect(await captureLong(stranger, 16_000)).toMatchObject({ success: true, stored: 601 }));

  test('has a long document refused for what is found by then', async () => {
    const [begin] = first.events;
    if (begin === undefined) throw new Error('no event');
    const { readPoint: _, ...placeless } = begin;
    expect(await captureLong({ ...first, events: [placeless] }, 16_000)).toMatchObject({ success: false });
    expect(await errors()).toMatchObject([{ detail: expect.stringContaining('dscsa-place-missing') }]);
  });

  test('has a document refused that breaks the rule to say who sent it', async () => {
    const { sender: _, ...nameless } = sound;
    expect(await capture(xml(nameless))).toMatchObject({ success: false, stored: 0 });
    expect((await errors()).map(({ detail }) => detail)).toEqual([expect.stringContaining('dscsa-sender')]);
  });

  test('has others captured, be they sound or none of the guideline', async () => {
    expect(await capture(xml(sound))).toMatchObject({ success: true });
  });
});
