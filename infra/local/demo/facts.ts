/** Who and what the demonstration is about. GS1 prefix 9521321 lies in the range GS1 keeps for examples (952). */
export const acme = {
  tenant: 'acme-pharma',
  profile: {
    name: 'Acme Pharma B.V.',
    kind: 'mah',
    party: 'urn:epc:id:pgln:9521321.00001',
    gln: '9521321000018',
    companyPrefixes: ['9521321'],
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
    version: 1,
    markets: ['DE', 'NL'],
  },
};

export const pools = { packs: 'acmeprazole-packs', sscc: 'acme-logistic-units' };

/** Machine clients and people that the local identity provider knows from the first start. */
export const clients = [
  { tenant: acme.tenant, role: 'administrator' },
  { tenant: packright.tenant, role: 'administrator' },
  { tenant: packright.tenant, role: 'site' },
  { tenant: medico.tenant, role: 'administrator' },
  { tenant: medico.tenant, role: 'partner-api' },
];

export const users = [
  { tenant: acme.tenant, role: 'administrator', username: 'ada@acme-pharma.example' },
  { tenant: acme.tenant, role: 'qa', username: 'quinn@acme-pharma.example' },
  { tenant: packright.tenant, role: 'operator', username: 'olaf@packright.example' },
];
