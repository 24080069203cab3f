import type { Access } from './regime.ts';

/** Members of a tenant's secret beside `origins`, by how calls prove who makes them: those without which there is no access, and those that may be there. */
export const accessMembers: Readonly<
  Record<Access, { readonly must: readonly string[]; readonly may: readonly string[] }>
> = {
  static: { must: [], may: ['token'] },
  basic: { must: ['username', 'password'], may: [] },
  'mdlp-token': { must: ['clientId', 'clientSecret', 'userId', 'signature'], may: [] },
  'top-signature': { must: ['appKey', 'appSecret'], may: ['session', 'signMethod'] },
  'its-token': { must: ['username', 'password'], may: [] },
  'xtrace-token': { must: ['username', 'password'], may: [] },
  'oms-token': { must: ['clientToken', 'omsId', 'signature'], may: [] },
  'client-credentials': { must: ['tokenUrl', 'clientId', 'clientSecret'], may: ['scope'] },
};
