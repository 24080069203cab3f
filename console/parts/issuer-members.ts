/** Issuers of codes that a pool can be refilled by. */
export const issuerKinds = ['seriate', 'oms', 'xtrace'] as const;
export type IssuerKind = (typeof issuerKinds)[number];

interface Member {
  readonly name: string;
  readonly label: string;
  readonly constraint?: string;
}

const url: Member = { name: 'url', label: 'Address', constraint: 'https://…' };
const secret: Member = {
  name: 'secret',
  label: 'Secret',
  constraint: 'Name of the secret; what is in it is asked for nowhere here',
};
const productGroup: Member = {
  name: 'productGroup',
  label: 'Product group - optional',
  constraint: 'pharma where nothing is said',
};

/** What each of them has to be told to be reached. */
export const issuerMembers: Readonly<Record<IssuerKind, readonly Member[]>> = {
  seriate: [
    url,
    { name: 'pool', label: 'Pool there' },
    { name: 'actingFor', label: 'Acting for - optional', constraint: 'The tenant whose pool it is, under its grant' },
    { name: 'tokenUrl', label: 'Address of tokens - optional' },
    secret,
  ],
  oms: [
    url,
    { name: 'omsId', label: 'Id of the station', constraint: 'A UUID' },
    productGroup,
    { name: 'templateId', label: 'Template - optional', constraint: 'Digits' },
    secret,
  ],
  xtrace: [
    url,
    { name: 'businessPlaceId', label: 'Place of business', constraint: '1 to 9 digits' },
    productGroup,
    { name: 'releaseMethodType', label: 'Release method - optional', constraint: 'PRIMARY where nothing is said' },
    { name: 'language', label: 'Language of refusals - optional', constraint: 'en, kk, ru or uz' },
    secret,
  ],
};
