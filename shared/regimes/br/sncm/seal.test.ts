import { createHash, createPublicKey, sign as signRaw, verify, X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { signingCertificate } from '../../../../test/kit/signing-certificate.ts';
import { canonicalForm, sncmData, sncmReport } from '../../../../test/kit/sncm.ts';
import type { Sign } from '../../regime.ts';
import { DSIG, SNCM } from './names.ts';
import { seal } from './seal.ts';
import { unwrapped } from './write-events-in.ts';
import { writeMessage } from './write-message.ts';

let held: { key: string; certificate: string };
beforeAll(async () => {
  held = await signingCertificate('rsa');
});

const namespaces = { s: SNCM, d: DSIG };
const textIn = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

test('the signature holds, as whoever canonicalizes by himself sees it', async () => {
  const sign: Sign = Object.assign(async (bytes: Uint8Array) => signRaw('sha256', bytes, held.key).toString('base64'), {
    certificate: new X509Certificate(held.certificate).raw.toString('base64'),
  });
  const message = writeMessage(sncmReport('activ'), sncmData({ lot: { lot: 'A<&>"1', expiry: '2023-10-31' } }));
  const { body = '' } = await seal(message, sign);

  const alone = unwrapped(body);
  expect(canonicalForm(alone)).toBe(alone);
  expect(canonicalForm(body, '//s:msgEvtIn', namespaces)).toBe(alone);

  const digested = canonicalForm(alone.replace(/<Signature .*<\/Signature>/, ''));
  expect(createHash('sha256').update(digested).digest('base64')).toBe(textIn(body, 'DigestValue'));

  const info = canonicalForm(body, '//d:SignedInfo', namespaces);
  const key = createPublicKey(
    new X509Certificate(Buffer.from(textIn(body, 'X509Certificate'), 'base64')).publicKey.export({
      type: 'spki',
      format: 'pem',
    }),
  );
  expect(verify('sha256', Buffer.from(info), key, Buffer.from(textIn(body, 'SignatureValue'), 'base64'))).toBe(true);
});

test('without a certificate the signature has none to show', async () => {
  const { body } = await seal(writeMessage(sncmReport('activ'), sncmData()), async () => 'c2lnbmVk');
  expect(body).not.toContain('KeyInfo');
  expect(body).toContain('<SignatureValue>c2lnbmVk</SignatureValue></Signature></msgEvtIn>');
});
