import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import type { Report, ReportData } from '#shared/regimes/regime.ts';
import type { NestedThing, ReportedPlace, ReportedProduct } from '#shared/regimes/reported.ts';

const folder = '../shared/corpus/regulators/brazil-sncm/samples';
/** Samples of the corpus by name; none where there is no corpus. */
export const sncmSamples: ReadonlyMap<string, string> = new Map(
  (existsSync(folder) ? readdirSync(folder) : []).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
);

/** CNPJs with right check digits, of no company. */
export const ownCnpj = '11222333000181';
export const partnerCnpj = '11222333000262';

export const place = (gln: string, cnpj: string, more: Partial<ReportedPlace> = {}): ReportedPlace => ({
  gln,
  name: 'Place',
  country: 'BR',
  registrations: { cnpj },
  ...more,
});

const product: ReportedProduct = {
  gtin: '09521234561019',
  name: 'Acmeprazol 20 mg',
  commonName: 'omeprazol',
  form: 'capsule',
  strength: '20 mg',
  packType: 'blister',
  packSize: 28,
  version: 1,
  markets: ['BR'],
};

/** What a report is written from; name what matters to the test. */
export const sncmData = (change: Partial<ReportData> = {}): ReportData => ({
  requestId: 'request-1',
  holder: { tenant: 'acme', name: 'Acme', gln: '9521234000014', registrations: { cnpj: ownCnpj } },
  product,
  lot: { lot: 'LOT2021A01', expiry: '2023-10-31' },
  serials: ['0289815154866', '2338777089850'],
  at: '2021-11-02T09:30:00Z',
  ...change,
});

export const sncmReport = (name: string, change: Partial<Report> = {}): Report => ({
  key: `${name}:1`,
  name,
  act: `${name}:1`,
  ...change,
});

/** Two packs in a case that is shipped, and one pack beside it. */
export const sncmShipment = (change: Partial<ReportData> = {}): ReportData => {
  const { lot: _, ...data } = sncmData();
  const { gtin } = product;
  const of = { lot: 'LOT2021A01', expiry: '2023-10-31' };
  const pack = (serial: string): NestedThing => ({ code: { gtin, serial }, ...of, children: [] });
  const box: NestedThing = {
    code: { sscc: '095212340000000017' },
    children: [pack('0289815154866'), pack('2338777089850')],
  };
  return {
    ...data,
    serials: [],
    movement: {
      from: place('9521234000014', ownCnpj),
      to: place('9521999000013', partnerCnpj, { partner: 'p' }),
      documents: [],
      things: [
        { code: box.code, inside: [{ gtin, ...of, packs: 2 }], nested: box },
        { code: { gtin, serial: 'A1' }, inside: [{ gtin, ...of, packs: 1 }], nested: pack('A1') },
      ],
    },
    ...change,
  };
};

const exclusive = { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false };

/** The exclusive canonical form of a document, or of the first of its elements that an XPath names, as libxml2 has it. */
export function canonicalForm(xml: string, path?: string, namespaces: Record<string, string> = {}): string {
  const document = XmlDocument.fromString(xml);
  try {
    if (path === undefined) return document.canonicalizeToString(exclusive);
    const node = document.get(path, namespaces);
    if (node === null) throw new Error(`there is no ${path}`);
    return node.canonicalizeToString(exclusive);
  } finally {
    document.dispose();
  }
}
