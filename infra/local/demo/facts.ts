/** Who and what the demonstration is about. GS1 prefix 9521321 lies in the range GS1 keeps for examples (952). */
export const acme = {
  tenant: 'acme-pharma',
  profile: {
    name: 'Acme Pharma B.V.',
    kind: 'mah',
    party: 'urn:epc:id:pgln:9521321.00001',
    gln: '9521321000018',
    companyPrefixes: ['9521321'],
    address: { street: 'Einsteinweg 55', city: 'Leiden', postalCode: '2333 CC', country: 'NL' },
    registrations: {
      'msfx-ent': 'ent0001',
      'msfx-ref-ent': 'ref0001',
      'mpt-place': '36',
      'asl-place': '36',
      'mdlp-subject': '5e21a7e0-0000-4000-8000-000000000001',
      cnpj: '11222333000181',
    },
  },
};

export const packright = {
  tenant: 'packright',
  site: 'packright-rotterdam',
  line: 'line-1',
  profile: {
    name: 'PackRight Contract Packaging N.V.',
    kind: 'cmo',
    party: 'urn:epc:id:pgln:9521322.00001',
    gln: '9521322000017',
    companyPrefixes: ['9521322'],
    address: { street: 'Waalhaven 12', city: 'Rotterdam', postalCode: '3087 BP', country: 'NL' },
  },
  location: 'urn:epc:id:sgln:9521322.00002.0',
  readPoint: 'urn:epc:id:sgln:9521322.00002.LINE1',
};

export const medico = {
  tenant: 'medico',
  profile: {
    name: 'Medico Wholesale GmbH',
    kind: 'wholesaler',
    party: 'urn:epc:id:pgln:9521323.00001',
    gln: '9521323000016',
    companyPrefixes: ['9521323'],
  },
};

export const product = {
  gtin: '09521321543218',
  item: {
    companyPrefix: '9521321',
    name: 'Acmeprazole 20 mg',
    commonName: 'Omeprazole',
    form: 'Gastro-resistant capsule, hard',
    strength: '20 mg',
    packType: 'Carton',
    packSize: 28,
    markets: ['DE', 'NL', 'US'],
    nationalNumbers: [{ type: 'ndc', value: '99999-1234-5' }],
    packaging: [
      { level: 'item', gtin: '09521321543218' },
      { level: 'case', gtin: '19521321543215', contains: '09521321543218', quantity: 24 },
    ],
  },
};

/** Where the product is made and packed. */
export const locations = [
  {
    gln: '9521321000018',
    item: {
      companyPrefix: '9521321',
      name: 'Acme Pharma Leiden',
      kind: 'manufacturing',
      address: { street: 'Einsteinweg 55', city: 'Leiden', postalCode: '2333 CC', country: 'NL' },
      latitude: 52.17,
      longitude: 4.46,
    },
  },
  {
    gln: '9521322000024',
    item: {
      companyPrefix: '9521322',
      name: 'PackRight Rotterdam',
      kind: 'packaging',
      address: { street: 'Waalhaven 12', city: 'Rotterdam', postalCode: '3087 BP', country: 'NL' },
      latitude: 51.89,
      longitude: 4.44,
      readPoints: [{ extension: 'LINE1', name: 'Packing line 1' }],
    },
  },
];

export const pools = { packs: 'acmeprazole-packs', sscc: 'acme-logistic-units' };
/** Of the packer's own tenant: what its warehouse packs anew bears numbers of its own. */
export const warehousePool = 'packright-logistic-units';

/** Machine clients and people that the local identity provider knows from the first start. */
export const clients = [
  { tenant: acme.tenant, role: 'administrator' },
  { tenant: acme.tenant, role: 'qa' },
  { tenant: packright.tenant, role: 'administrator' },
  { tenant: packright.tenant, role: 'site' },
  { tenant: medico.tenant, role: 'administrator' },
  { tenant: medico.tenant, role: 'partner-api' },
];

/** Who releases and recalls in the demonstration. */
export const quality = { tenant: acme.tenant, role: 'qa', username: 'quinn@acme-pharma.example' };

export const users = [
  { tenant: acme.tenant, role: 'administrator', username: 'ada@acme-pharma.example' },
  quality,
  { tenant: packright.tenant, role: 'operator', username: 'olaf@packright.example' },
];

/** Who works at the packer's line. They are known to its agent and to nobody else. */
export const plantPeople = [
  { tenant: packright.tenant, site: packright.site, role: 'operator', username: 'otto' },
  { tenant: packright.tenant, site: packright.site, role: 'lead', username: 'lena' },
  { tenant: packright.tenant, site: packright.site, role: 'qa', username: 'quirin' },
  { tenant: packright.tenant, site: packright.site, role: 'engineer', username: 'emma' },
];
