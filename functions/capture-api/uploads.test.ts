import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { captureCalls } from '../../test/kit/capture-calls.ts';
import { type CaptureWorld, startCaptureWorld } from '../../test/kit/capture-world.ts';
import { sampleCase, xmlSample } from '../../test/kit/epcis-samples.ts';
import { begunUpload } from './begin-upload.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
  world.woken.length = 0;
});

const document = xmlSample('1.2');
const api = (route: string, more: object = {}) => captureCalls(world)(route, { tenant, ...more });
const begin = (bytes = Buffer.byteLength(document), contentType = 'application/xml') =>
  api('POST /api/capture-uploads', { body: { contentType, bytes } });
const begun = async () => v.parse(begunUpload, (await begin()).body);
const upload = ({ url, headers }: v.InferOutput<typeof begunUpload>, body = document) => {
  const { 'Content-Length': _, ...sent } = headers; // the client counts itself
  return fetch(url, { method: 'PUT', headers: sent, body });
};
const complete = (captureID: string, headers: Record<string, string> = {}) =>
  api('PUT /api/capture-uploads/{captureID}', { path: { captureID }, headers });

test('a document that is put at the URL becomes a job when the upload is completed, once', async () => {
  const room = await begun();
  expect(Date.parse(room.expiresAt) - world.clock.ms).toBeGreaterThan(3_500_000);
  expect((await upload(room)).status).toBe(200);
  const answer = await complete(room.captureID, { 'gs1-capture-error-behaviour': 'proceed' });
  expect(answer).toMatchObject({ status: 202, headers: { Location: `/epcis/capture/${room.captureID}` } });
  expect(await complete(room.captureID)).toMatchObject({ status: 202, headers: answer.headers });
  const message = { tenant, captureId: room.captureID };
  expect(world.woken).toEqual([{ queue: 'capture', message }]);
  await world.work(message);
  expect(await world.jobs.get(tenant, room.captureID)).toMatchObject({
    behaviour: 'proceed',
    success: true,
    stored: 3,
  });
  expect(await world.ledger.eventsOf(tenant, sampleCase)).toHaveLength(2);
});

test('an upload of which nothing came cannot be completed', async () => {
  const { captureID } = await begun();
  expect(await complete(captureID)).toMatchObject({ status: 409, body: { remedy: expect.stringContaining('URL') } });
});

test('an upload of another tenant, or none, is not there', async () => {
  const room = await begun();
  await upload(room);
  tenant = `${tenant}-other`;
  expect(await complete(room.captureID)).toMatchObject({ status: 409 });
  expect(await complete('../../somebody/capture/1')).toMatchObject({ status: 404 });
});

test('the URL is signed for one size and one content type', async () => {
  const { url, headers } = await begun();
  const signed = new URL(url).searchParams.get('X-Amz-SignedHeaders')?.split(';');
  expect(signed).toEqual(expect.arrayContaining(['content-length', 'content-type', 'host']));
  expect(headers).toEqual({ 'Content-Type': 'application/xml', 'Content-Length': String(Buffer.byteLength(document)) });
});

test.each<[string, number, string, number]>([
  ['too large', 300_000_001, 'application/xml', 413],
  ['empty', 0, 'application/xml', 400],
  ['of another type', 1000, 'application/zip', 415],
])('a document that is %s has no room', async (_, bytes, contentType, status) => {
  expect(await begin(bytes, contentType)).toMatchObject({ status });
});
