import type { Subject } from './subjects.ts';

const subject = (name: string, digit: string, ...places: string[]): Subject => ({
  name,
  systemId: `5e21a7e0-0000-4000-8000-00000000000${digit}`,
  inn: `770000000${digit}`,
  places,
  clientId: `${name}-client`,
  clientSecret: 'rehearsal-only',
  users: [{ userId: `${name}-user`, password: 'rehearsal-only' }],
});

/** A holder abroad, with the place of its representative in Russia. */
export const holder = subject('acme', '1', '00000000100001');
/** Those on the other side, whom a person plays: they sign in by password. */
export const importer = subject('neva-import', '2', '00000000200001', '00000000200002');
export const distributor = subject('volga-distribution', '3', '00000000300001');

/** The holder's order station. */
export const station = {
  omsId: '5e21a7e0-0000-4000-8000-000000000011',
  clientToken: 'rehearsal-only',
  systemId: holder.systemId,
};
