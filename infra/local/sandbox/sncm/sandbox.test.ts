import { createHash, sign as signRaw, X509Certificate } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { signingCertificate } from '../../../../test/kit/signing-certificate.ts';
import { ownCnpj, partnerCnpj, sncmSamples } from '../../../../test/kit/sncm.ts';
import { type SncmOptions, type SncmSandbox, startSncmSandbox } from './sandbox.ts';

const gtin = '09521234561019';
let sandbox: SncmSandbox;
let documents = 0;
afterEach(() => sandbox.close());

const start = async (options: Partial<SncmOptions> = {}) => {
  sandbox = await startSncmSandbox({ port: 0, ...options });
};

const idOf = (n: number) => String(n).padStart(20, '0');
const dui = (serial: string, lot = 'LOT1') =>
  `<dui><gtin>${gtin}</gtin><serl>${serial}</serl><exp>2028-10</exp><lot>${lot}</lot></dui>`;
const timed = (id: number) =>
  `<evtNotifId>${idOf(id)}</evtNotifId><realTime>true</realTime><pastTime>2021-11-02T09:30:00Z</pastTime>`;
const activ = (id: number, ...duis: string[]) => `<activ>${timed(id)}<import>false</import>${duis.join('')}</activ>`;
const moved = (kind: 'shpt' | 'rec', id: number, partner: string, payload: string) =>
  `<${kind}>${timed(id)}<fit>true</fit><prtnr><cnpj>${partner}</cnpj></prtnr><pld>${payload}</pld></${kind}>`;
const boxed = (inside: string) => `<tp><tpi><sscc>095212340000000013</sscc></tpi><pld>${inside}</pld></tp>`;
const final = (id: number, reason: string, ...duis: string[]) =>
  `<final>${timed(id)}<${reason}>${duis.join('')}</${reason}></final>`;
const revoke = (id: number, evtId: string) =>
  `<evtRvctn><evtNotifId>${idOf(id)}</evtNotifId><revoking><origEvtId>${evtId}</origEvtId><desc>error</desc></revoking></evtRvctn>`;

const head = (cnpj: string, docId: string) =>
  `<docId>${docId}</docId><ccTime>2021-11-02T09:30:00Z</ccTime><ver>1.00</ver><lc>pt-BR</lc><env>2</env><declarant><cnpj>${cnpj}</cnpj></declarant><mbrAgt>${cnpj}</mbrAgt><usrAgt>Test</usrAgt>`;
const eventsIn = (events: string, cnpj = ownCnpj, docId = idOf(++documents)) =>
  `<msgEvtIn xmlns="http://sncm.anvisa.gov.br/">${head(cnpj, docId)}<evts>${events}</evts></msgEvtIn>`;
const envelope = (inside: string) =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${inside}</s:Body></s:Envelope>`;

const read = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

async function post(service: 'In' | 'Out', inside: string, { raw = false } = {}) {
  const body = raw ? inside : envelope(inside);
  const answer = await fetch(`${sandbox.url}/Event${service}Service/1.0.0`, { method: 'POST', body });
  return { status: answer.status, xml: await answer.text() };
}

/** Sends events and asks for their results: what came of each, as `code effect`. */
async function tell(events: string, cnpj = ownCnpj) {
  const { xml } = await post('In', eventsIn(events, cnpj));
  const receipt = read(xml, 'receipt');
  return receipt === ''
    ? { refused: `${read(xml, 'code')} ${read(xml, 'effect')}`, evtId: '', desc: read(xml, 'desc') }
    : ask(receipt, cnpj);
}

async function ask(receipt: string, cnpj = ownCnpj) {
  const message = `<msgEvtOut xmlns="http://sncm.anvisa.gov.br/">${head(cnpj, idOf(0))}<receipt>${receipt}</receipt></msgEvtOut>`;
  const { xml } = await post('Out', message);
  const told = [...xml.matchAll(/<evtCode>(\d+)<\/evtCode><evtEffect>(\w+)</g)].map(
    ([, code, effect]) => `${code} ${effect}`,
  );
  return { told, evtId: read(xml, 'evtId'), backOff: Number(read(xml, 'backOff')), xml };
}

const turn = async (wish: object) =>
  (await fetch(sandbox.controlUrl, { method: 'POST', body: JSON.stringify(wish) })).status;

describe('the SNCM sandbox', () => {
  test('follows packs from activation over shipment and receipt to their end', async () => {
    await start();
    expect(await tell(activ(1, dui('A1'), dui('A2')))).toMatchObject({ told: ['0 SUC'] });
    expect(await tell(moved('shpt', 2, partnerCnpj, boxed(dui('A1'))))).toMatchObject({ told: ['0 SUC'] });
    expect(sandbox.pack(gtin, 'A1')).toEqual({ last: 'shpt', holder: partnerCnpj });
    expect(await tell(moved('rec', 3, ownCnpj, dui('A1')), partnerCnpj)).toMatchObject({ told: ['0 SUC'] });
    expect(await tell(final(4, 'destroy', dui('A2')))).toMatchObject({ told: ['0 SUC'] });
    expect(sandbox.pack(gtin, 'A2')).toEqual({ last: 'final', holder: ownCnpj });
  });

  test('refuses with the reason, and as a whole, what packs are in no state for', async () => {
    await start();
    await tell(activ(1, dui('A1'), dui('A2')));
    expect(await tell(activ(2, dui('A3'), dui('A1')))).toMatchObject({ told: ['51 REJ'] });
    expect(sandbox.pack(gtin, 'A3')).toBeUndefined();
    expect(await tell(final(3, 'robry', dui('ZZ')))).toMatchObject({ told: ['50 REJ'] });
    expect(await tell(final(4, 'robry', dui('A1', 'LOT2')))).toMatchObject({ told: ['50 REJ'] });
    await tell(final(5, 'destroy', dui('A2')));
    expect(await tell(moved('shpt', 6, partnerCnpj, dui('A2')))).toMatchObject({ told: ['52 REJ'] });
    expect(await tell(moved('shpt', 7, ownCnpj, dui('A1')), partnerCnpj)).toMatchObject({ told: ['53 REJ'] });
  });

  test('takes an event that comes twice once, with a remark; and a document that comes twice under one receipt', async () => {
    await start();
    const first = await tell(activ(1, dui('A1')));
    expect(await tell(activ(1, dui('A1')))).toMatchObject({ told: ['40 WNG'], evtId: first.evtId });
    const document = eventsIn(activ(2, dui('A2')));
    const receipts = [await post('In', document), await post('In', document)].map(({ xml }) => read(xml, 'receipt'));
    expect(receipts[1]).toBe(receipts[0]);
    const { xml } = await post('In', eventsIn(activ(3, dui('A3')), ownCnpj, idOf(documents)));
    expect(read(xml, 'code')).toBe('11');
  });

  test('takes back own events alone, and only the last of their packs', async () => {
    await start();
    const made = await tell(activ(1, dui('A1')));
    const shipped = await tell(moved('shpt', 2, partnerCnpj, dui('A1')));
    expect(await tell(revoke(3, shipped.evtId), partnerCnpj)).toMatchObject({ told: ['61 REJ'] });
    expect(await tell(revoke(4, made.evtId))).toMatchObject({ told: ['62 REJ'] });
    expect(await tell(revoke(5, 'EVT0'))).toMatchObject({ told: ['60 REJ'] });
    expect(await tell(revoke(6, shipped.evtId))).toMatchObject({ told: ['0 SUC'] });
    expect(sandbox.pack(gtin, 'A1')).toEqual({ last: 'activ', holder: ownCnpj });
  });

  test('tells results when they are due, until then how long to wait', async () => {
    await start({ answerDelayMs: 30_000 });
    const { xml } = await post('In', eventsIn(activ(1, dui('A1'))));
    const early = await ask(read(xml, 'receipt'));
    expect(early.told).toEqual([]);
    expect(early.backOff).toBeGreaterThan(0);
    expect(await turn({ do: 'clock', aheadSeconds: 60 })).toBe(200);
    expect(await ask(read(xml, 'receipt'))).toMatchObject({ told: ['0 SUC'], backOff: 0 });
  });

  test('has messages come again later, knows no foreign receipt, and takes packs that somebody else shipped', async () => {
    await start();
    await turn({ do: 'back-off', seconds: 45, calls: 1 });
    const { xml } = await post('In', eventsIn(activ(1, dui('A1'))));
    expect([read(xml, 'backOff'), read(xml, 'receipt')]).toEqual(['45', '']);
    expect((await ask('R0')).xml).toContain('<code>70</code>');
    await turn({ do: 'load', holder: ownCnpj, gtin, lot: 'LOT1', expiry: '2028-10', serials: ['B1'] });
    expect(await tell(moved('rec', 2, partnerCnpj, dui('B1')))).toMatchObject({ told: ['0 SUC'] });
  });

  test('remembers over a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sncm-'));
    await start({ dataDir });
    const { evtId } = await tell(activ(1, dui('A1')));
    await sandbox.close();
    await start({ dataDir });
    expect(await tell(activ(1, dui('A1')))).toMatchObject({ told: ['40 WNG'], evtId });
  });

  test('misbehaves as planned: a result is lost, another names another event', async () => {
    await start({
      faults: [
        { kind: 'lost-result', on: 'event-in', from: 1, count: 1 },
        { kind: 'wrong-id', on: 'event-out', from: 2, count: 1 },
      ],
    });
    expect(await tell(activ(1, dui('A1')))).toMatchObject({ told: [], backOff: 0 });
    const other = await tell(activ(2, dui('A2')));
    expect(other).toMatchObject({ told: ['0 SUC'] });
    expect('xml' in other && other.xml).toContain(`<evtNotifId>X${idOf(2).slice(0, 19)}<`);
  });

  test.each<[string, string, string]>([
    ['no declarant', '<declarant><cnpj>11222333000181</cnpj></declarant>|', 'msgEvtIn/declarant: it is missing'],
    ['another version', '1.00|2.00', 'msgEvtIn/ver'],
    ['an unknown member', '</evts>|</evts><x>1</x>', 'msgEvtIn/x'],
    [
      'a pack twice',
      '<import>false</import>|<import>false</import><dui><gtin>09521234561019</gtin><serl>A1</serl><exp>2028-10</exp><lot>LOT1</lot></dui>',
      'a pack stands twice',
    ],
    ['a day for a month', '2028-10|2028-10-31', 'activ/dui/exp'],
    ['a wrong check digit', `${gtin}|09521234561018`, 'wrong check digit'],
    ['no packs', `${dui('A1')}|`, 'activ/dui: it is missing'],
  ])('refuses at the door what the message set does not have: %s', async (_, change, why) => {
    await start();
    const [from = '', to = ''] = change.split('|');
    const { status, xml } = await post('In', eventsIn(activ(1, dui('A1'))).replaceAll(from, to));
    expect([status, read(xml, 'code'), read(xml, 'effect')]).toEqual([200, '10', 'REJ']);
    expect(read(xml, 'desc')).toContain(why);
  });

  test('answers what is no message with a fault of the sender', async () => {
    await start();
    expect(await post('In', '<html/>', { raw: true })).toMatchObject({
      status: 400,
      xml: expect.stringContaining('Sender'),
    });
    expect(await post('Out', eventsIn(activ(1, dui('A1'))))).toMatchObject({ status: 400 });
  });
});

describe.skipIf(sncmSamples.size === 0)('samples of the corpus', () => {
  const sample = (name: string) => (sncmSamples.get(name) ?? '').replace(/^<\?xml.*?\?>\s*/, '');

  test('keep the message set, and are taken where their packs are there', async () => {
    await start();
    const { xml } = await post('In', sample('msgEvtIn-activ.xml'));
    expect(await ask(read(xml, 'receipt'))).toMatchObject({ told: ['0 SUC'] });
    const shipped = await post('In', sample('msgEvtIn-shpt-package.xml'));
    expect(await ask(read(shipped.xml, 'receipt'))).toMatchObject({ told: ['0 SUC'] });
    const again = await post('In', sample('msgEvtIn-activ-outsourced.xml'));
    expect(await ask(read(again.xml, 'receipt'))).toMatchObject({ told: ['51 REJ'] });
    const revoked = await post('In', sample('msgEvtIn-revocation.xml'));
    expect(await ask(read(revoked.xml, 'receipt'))).toMatchObject({ told: ['60 REJ'] });
    expect((await post('Out', sample('msgEvtOut.xml'))).xml).toContain('<code>70</code>');
  });
});

describe('the SNCM sandbox with signatures', () => {
  let held: { key: string; certificate: string };
  let other: { key: string; certificate: string };
  beforeAll(async () => {
    [held, other] = [await signingCertificate('rsa'), await signingCertificate('rsa')];
  });

  /** Signed by hand: what is digested has no white space and no prefix, so it is its own canonical form. */
  function signed(message: string, { key, certificate }: { key: string; certificate: string }, digestOf = message) {
    const digest = createHash('sha256').update(digestOf).digest('base64');
    const info = `<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></CanonicalizationMethod><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod><Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></Transform><Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></Transform></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>${digest}</DigestValue></Reference>`;
    const bytes = Buffer.from(`<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">${info}</SignedInfo>`);
    const value = signRaw('sha256', bytes, key).toString('base64');
    const shown = new X509Certificate(certificate).raw.toString('base64');
    const signature = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>${info}</SignedInfo><SignatureValue>${value}</SignatureValue><KeyInfo><X509Data><X509Certificate>${shown}</X509Certificate></X509Data></KeyInfo></Signature>`;
    return message.replace('</msgEvtIn>', `${signature}</msgEvtIn>`);
  }

  test('lets in the declarant’s own signature alone, over the very message', async () => {
    await start({ signers: { [ownCnpj]: held.certificate } });
    const message = () => eventsIn(activ(++documents, dui(`A${documents}`)));
    const code = async (sent: string) => {
      const { xml } = await post('In', sent);
      return `${read(xml, 'code')} ${read(xml, 'effect')}`;
    };
    expect(await code(signed(message(), held))).toBe('0 SUC');
    expect(await code(message())).toBe('20 REJ');
    expect(await code(signed(message(), other))).toBe('20 REJ');
    expect(await code(signed(message(), held, 'something else'))).toBe('20 REJ');
    expect(await code(signed(message(), held).replace('LOT1', 'LOT2'))).toBe('20 REJ');
    expect(await code(signed(eventsIn(activ(1, dui('A1')), partnerCnpj), held))).toBe('30 REJ');
  });

  test('over HTTPS lets in clients with a certificate of its own authority alone', async () => {
    await start({ clientCertificates: true });
    const { certificate, key } = await sandbox.client('acme');
    const status = (identity: object) =>
      new Promise<number | string>((resolve) => {
        const options = { method: 'POST', ca: sandbox.authority, ...identity };
        request(`${sandbox.url}/EventInService/1.0.0`, options, (answer) => resolve(answer.resume().statusCode ?? 0))
          .on('error', ({ name }) => resolve(name))
          .end(envelope(eventsIn(activ(1, dui('A1')))));
      });
    expect(await status({ cert: certificate, key })).toBe(200);
    expect(await status({})).toBe('Error');
    expect(await turn({ do: 'clock', aheadSeconds: 1 })).toBe(200);
  });
});
