import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SncmSandbox, startSncmSandbox } from '../../../infra/local/sandbox/sncm/sandbox.ts';
import { signingCertificate } from '../../kit/signing-certificate.ts';
import { ownCnpj, partnerCnpj, sncmData, sncmReport, sncmShipment } from '../../kit/sncm.ts';
import { signerOf, sncmConversation } from '../../kit/sncm-conversation.ts';

let sandbox: SncmSandbox;
let tell: ReturnType<typeof sncmConversation>;
let held: { key: string; certificate: string };

beforeAll(async () => {
  held = await signingCertificate('rsa');
  sandbox = await startSncmSandbox({ port: 0, signers: { [ownCnpj]: held.certificate } });
  tell = sncmConversation(sandbox.url, signerOf(held));
});
afterAll(() => sandbox.close());

const gtin = '09521234561019';
const packs = { serials: ['0289815154866', '2338777089850', 'A1'] };

test('what the regime writes and signs is taken by a system that shares no code with it, from activation to what is taken back', async () => {
  const shipment = sncmReport('shpt');
  const before = await tell(shipment, sncmShipment());
  expect(before.verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('50: ') });

  const made = await tell(sncmReport('activ'), sncmData({ ...packs, requestId: 'r2' }));
  expect(made.verdict).toEqual({ verdict: 'acknowledged' });
  // As it was; a person had it sent anew when the packs were known.
  const shipped = await tell(shipment, sncmShipment({ requestId: 'r3' }));
  expect(shipped.verdict).toEqual({ verdict: 'acknowledged' });
  expect(sandbox.pack(gtin, 'A1')).toEqual({ last: 'shpt', holder: partnerCnpj });

  const tooEarly = await tell(
    sncmReport('evtRvctn', { undo: true }),
    sncmData({ serials: [], requestId: 'r4', takesBack: [made.receipt] }),
  );
  expect(tooEarly.verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('62: ') });
  const back = await tell(
    sncmReport('evtRvctn', { undo: true }),
    sncmData({ serials: [], requestId: 'r5', takesBack: [shipped.receipt] }),
  );
  expect(back.verdict).toEqual({ verdict: 'acknowledged' });
  expect(sandbox.pack(gtin, 'A1')).toEqual({ last: 'activ', holder: ownCnpj });

  const stolen = await tell(sncmReport('final', { change: 'stolen' }), sncmData({ serials: ['A1'], requestId: 'r6' }));
  expect(stolen.verdict).toEqual({ verdict: 'acknowledged' });
  expect(sandbox.pack(gtin, 'A1')).toEqual({ last: 'final', holder: ownCnpj });
});

test('the same message again is the same event', async () => {
  const data = sncmData({ serials: ['B1'], requestId: 'again' });
  const [first, second] = [await tell(sncmReport('activ'), data), await tell(sncmReport('activ'), data)];
  expect([first.verdict, second.verdict]).toEqual([{ verdict: 'acknowledged' }, { verdict: 'acknowledged' }]);
  expect(second.receipt.split(' ')[2]).toBe(first.receipt.split(' ')[2]);
});

test('a signature of somebody else is refused', async () => {
  const other = sncmConversation(sandbox.url, signerOf(await signingCertificate('rsa')));
  const { verdict } = await other(sncmReport('activ'), sncmData({ serials: ['C1'], requestId: 'other' }));
  expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('20: ') });
});
