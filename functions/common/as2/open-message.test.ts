import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { signingCertificate } from '../../../test/kit/signing-certificate.ts';
import { compressCms, MOST_INFLATED } from './compress-cms.ts';
import type { OwnKey } from './decrypt-cms.ts';
import { tellDisposition } from './disposition.ts';
import { encryptCms } from './encrypt-cms.ts';
import { type Entity, readEntity, writeEntity } from './mime.ts';
import { isOpened, type Opened, openMessage } from './open-message.ts';
import { octetsOf, partAt, readBer } from './read-ber.ts';
import { type Covers, type Payload, type Sealed, sealMessage } from './seal-message.ts';

const at = new Date('2026-06-01T08:00:00Z');
let [sender, receiver, stranger]: OwnKey[] = [];
let curve: OwnKey;
beforeAll(async () => {
  [sender, receiver, stranger] = await Promise.all([1, 2, 3].map(() => signingCertificate('rsa')));
  curve = await signingCertificate('ec');
});

const own = (key: OwnKey | undefined): OwnKey => key ?? { certificate: '', key: '' };
const trust = () => ({
  keys: [own(stranger), own(receiver)],
  certificates: [own(stranger), own(sender)].map(({ certificate }) => certificate),
});
const document: Payload = { contentType: 'application/xml', fileName: 'shipment.xml', body: Buffer.from('<a>é\n</a>') };

const arrived = ({ headers, body }: Pick<Sealed, 'headers' | 'body'>): Entity => {
  const entity = readEntity(writeEntity(headers, body));
  if (entity === undefined) throw new Error('no entity');
  return entity;
};
const open = (sealed: Pick<Sealed, 'headers' | 'body'>) => openMessage(arrived(sealed), trust());
const opened = (sealed: Pick<Sealed, 'headers' | 'body'>): Opened => {
  const one = open(sealed);
  if (!isOpened(one)) throw new Error(one.reason);
  return one;
};
const refused = (sealed: Pick<Sealed, 'headers' | 'body'>) => {
  const one = open(sealed);
  return isOpened(one) ? 'opened' : tellDisposition(one.disposition);
};

const signing = (signer = own(sender), hash: 'sha256' | 'sha384' | 'sha512' = 'sha256') => ({ signer, hash, at });
const encrypting = (to = own(receiver), cipher: 'aes128-cbc' | 'aes192-cbc' | 'aes256-cbc' = 'aes256-cbc') => ({
  certificate: to.certificate,
  cipher,
});
const all = (): Covers => ({ compress: true, sign: signing(), encrypt: encrypting() });

const everyWay = fc.record({
  compress: fc.boolean(),
  hash: fc.constantFrom(undefined, 'sha256' as const, 'sha384' as const, 'sha512' as const),
  cipher: fc.constantFrom(undefined, 'aes128-cbc' as const, 'aes192-cbc' as const, 'aes256-cbc' as const),
});

describe('a message', () => {
  test('comes out of its covers to the byte, with the integrity check that its sender took, whatever is in it', () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 3_000 }),
      fc.string({ maxLength: 300 }).map((text) => Buffer.from(text)),
      fc.constantFrom('\r\n--', '\n', '', '\r\n\r\n').map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bodies, everyWay, (body, { compress, hash, cipher }) => {
        const covers = {
          compress,
          sign: hash && signing(own(sender), hash),
          encrypt: cipher && encrypting(own(receiver), cipher),
        };
        const sealed = sealMessage({ ...document, body }, covers);
        const one = opened(sealed);
        expect(Buffer.from(body).equals(one.entity.body)).toBe(true);
        expect(Buffer.from(sealed.checked).equals(one.checked)).toBe(true);
        expect([one.compressed, one.encrypted, one.signed?.hash]).toEqual([compress, cipher !== undefined, hash]);
      }),
      { numRuns: 60 },
    );
  });

  test('that was compressed after it was signed is opened as well', () => {
    const signed = sealMessage(document, { compress: false, sign: signing() });
    const headers = { 'Content-Type': 'application/pkcs7-mime; smime-type=compressed-data' };
    const one = opened({ headers, body: compressCms(writeEntity(signed.headers, signed.body)) });
    expect([Buffer.from(one.entity.body), one.compressed]).toEqual([document.body, true]);
    expect(Buffer.from(signed.checked).equals(one.checked)).toBe(true);
  });

  test('signed with a key on an elliptic curve holds, too', () => {
    const sealed = sealMessage(document, { compress: false, sign: signing(curve, 'sha384') });
    const one = openMessage(arrived(sealed), { keys: [], certificates: [curve.certificate] });
    expect(isOpened(one) && one.signed?.certificate).toBe(curve.certificate);
  });

  test('has boundaries that everybody’s parser takes: of 70 characters at most', () => {
    const { headers } = sealMessage(document, { compress: false, sign: signing() });
    const [, boundary = ''] = /boundary="([^"]+)"/.exec(headers['Content-Type'] ?? '') ?? [];
    expect([boundary.length > 20, boundary.length <= 70]).toEqual([true, true]);
  });

  test('proves by the signed entity alone who sent it, encrypted or not', () => {
    const { proof } = opened(sealMessage(document, all()));
    const entity = readEntity(proof);
    const again = entity && openMessage(entity, { keys: [], certificates: trust().certificates });
    expect(again !== undefined && isOpened(again) && again.signed?.certificate).toBe(own(sender).certificate);
  });
});

describe('of an encrypted message nobody learns anything', () => {
  const sealed = () => sealMessage(document, { compress: false, sign: signing(), encrypt: encrypting() });
  const blocksOf = (body: Uint8Array) =>
    octetsOf(partAt(partAt(partAt(readBer(body), 1), 0).parts[2] ?? partAt(readBer(body), 0), 2));

  test('who sends altered copies of it, and watches whether the padding was right by chance', () => {
    const { headers, body } = sealed();
    const blocks = blocksOf(body);
    const at = Buffer.from(body).indexOf(blocks);
    const told = new Set<string>();
    for (let guess = 0; guess < 256; guess++) {
      const copy = Buffer.from(body);
      // The last block is one from the middle; of the one before it each byte is tried.
      blocks.copy(copy, at + blocks.length - 16, 320, 336);
      copy.fill(7, at + blocks.length - 32, at + blocks.length - 16);
      copy.writeUInt8(guess, at + blocks.length - 17);
      told.add(refused({ headers, body: copy }));
    }
    expect([...told]).toEqual(['processed/error: decryption-failed']);
  });

  test.each<[string, () => Uint8Array]>([
    ['is no message', () => Buffer.from('x')],
    ['is signed by a stranger', () => whole(sealMessage(document, { compress: false, sign: signing(own(receiver)) }))],
    ['is compressed wrongly', () => writeEntity({ 'Content-Type': 'application/pkcs7-mime' }, Buffer.from('x'))],
    ['is encrypted once more', () => whole(sealMessage(document, { compress: false, encrypt: encrypting() }))],
  ])('who encrypts for us what %s: it is told as what cannot be decrypted', (_, inner) => {
    const { certificate } = own(receiver);
    const headers = { 'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data' };
    const body = encryptCms(inner(), certificate, 'aes256-cbc');
    expect(refused({ headers, body })).toBe('processed/error: decryption-failed');
  });

  const whole = ({ headers, body }: Sealed) => writeEntity(headers, body);
});

test('a certificate of the partner’s that cannot be read hides no good one behind it', () => {
  const sealed = sealMessage(document, { compress: false, sign: signing() });
  const spoilt = '-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----\n';
  const one = openMessage(arrived(sealed), { keys: [], certificates: [spoilt, own(sender).certificate] });
  expect(isOpened(one) && one.signed?.certificate).toBe(own(sender).certificate);
});

describe('is refused, and told why,', () => {
  test('a message that is signed by somebody else', () => {
    expect(refused(sealMessage(document, { compress: false, sign: signing(own(receiver)) }))).toBe(
      'processed/error: authentication-failed',
    );
  });

  test('one whose content was altered behind its signature', () => {
    const sealed = sealMessage(document, { compress: false, sign: signing() });
    const body = Buffer.from(Buffer.from(sealed.body).toString('latin1').replace('<a>', '<b>'), 'latin1');
    expect(refused({ ...sealed, body })).toBe('processed/error: integrity-check-failed');
  });

  test('one whose signature was altered', () => {
    const sealed = sealMessage(document, { compress: false, sign: signing() });
    const text = Buffer.from(sealed.body).toString('latin1');
    const at = text.indexOf('\r\n\r\n', text.indexOf('smime.p7s"\r\nContent-Transfer')) + 4 + 1_200;
    const other = text[at] === 'A' ? 'B' : 'A';
    const body = Buffer.from(text.slice(0, at) + other + text.slice(at + 1), 'latin1');
    expect(refused({ ...sealed, body })).not.toBe('opened');
  });

  test('one that is encrypted for somebody else', () => {
    const sealed = sealMessage(document, { compress: false, encrypt: encrypting(own(sender)) });
    expect(refused(sealed)).toBe('processed/error: decryption-failed');
  });

  test('one that was altered or cut off anywhere on its way', () => {
    const sealed = sealMessage(document, all());
    fc.assert(
      fc.property(fc.nat(sealed.body.length - 1), fc.boolean(), (place, cut) => {
        const body = Buffer.from(sealed.body);
        body.writeUInt8((body[place] ?? 0) ^ 1, place);
        const one = open({ ...sealed, body: cut ? body.subarray(0, place) : body });
        // Where its head was altered it is not signed any more, which is not taken from a partner who signs.
        if (!isOpened(one) || one.signed === undefined) return;
        // A byte that nothing depends on may change: a version, the names of algorithms' parameters.
        expect(Buffer.from(one.entity.body)).toEqual(document.body);
      }),
      { numRuns: 200 },
    );
  });

  test('one that inflates beyond all measure', () => {
    const bomb = compressCms(Buffer.alloc(MOST_INFLATED + 1));
    expect(bomb.length).toBeLessThan(MOST_INFLATED / 500);
    const headers = { 'Content-Type': 'application/pkcs7-mime; smime-type=compressed-data' };
    expect(refused({ headers, body: bomb })).toBe('processed/error: decompression-failed');
  });

  const compressed = { 'Content-Type': 'application/pkcs7-mime; smime-type=compressed-data' };
  test('one that inflates to more than its sender may ask for before he has proved who he is', () => {
    const large = writeEntity({ 'Content-Type': 'text/plain' }, Buffer.alloc(20 * 1024 * 1024, '<epc/>\r\n'));
    expect(refused({ headers: compressed, body: compressCms(large) })).toBe('processed/error: decompression-failed');
    const body = large.subarray(large.indexOf('\r\n\r\n') + 4);
    const proved = sealMessage({ ...document, body }, { compress: true, sign: signing() });
    expect(opened(proved).entity.body.length).toBe(body.length);
  });

  test('one that is wrapped into itself a hundred times', () => {
    const headers = { 'Content-Type': 'application/pkcs7-mime; smime-type=compressed-data' };
    let whole = writeEntity({ 'Content-Type': 'text/plain' }, Buffer.from('x'));
    for (let n = 0; n < 100; n++) whole = writeEntity(headers, compressCms(whole));
    expect(refused({ headers, body: compressCms(whole) })).toBe('failed/failure: unsupported format');
  });

  test('one that is anything at all', () => {
    const types = fc.constantFrom(
      'application/pkcs7-mime; smime-type=enveloped-data',
      'multipart/signed; boundary=x',
      'multipart/signed',
    );
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 200 }), (type, body) => {
        expect(refused({ headers: { 'Content-Type': type }, body })).not.toBe('opened');
      }),
    );
  });
});
