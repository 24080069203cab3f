import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { cores } from '#common/store/cores.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { announceCore } from './announce-core.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const announce = (asked: unknown) =>
  announceCore({ cores: cores(engine.db, tables.registry), now: () => new Date('2026-03-01T10:00:00Z') })(asked);

test('a machine is announced for a week, and the tenant’s trail says so', async () => {
  expect(await announce({ tenant: 'acme', site: 'basel', serial: 'SN-0001' })).toEqual({
    serial: 'SN-0001',
    site: 'basel',
    notAfter: '2026-03-08T10:00:00.000Z',
  });
  const { entries } = await audit(engine.db, tables.registry).ofMonth('acme', '2026-03', 10);
  expect(entries).toMatchObject([{ act: 'core-announced', by: 'operator', subject: 'site basel' }]);
});

test.each([
  ['machine', { tenant: 'medico', site: 'bern', serial: 'SN-0001' }],
  ['name of a site', { tenant: 'medico', site: 'basel', serial: 'SN-0002' }],
])('a %s of one tenant is given to no other', (_, asked) =>
  expect(announce(asked)).rejects.toMatchObject({ refusal: { refused: 'conflict' } }),
);

test('what is wrong with it is named', () =>
  expect(announce({ tenant: 'acme', site: 'a/b', serial: 'SN-0003' })).rejects.toMatchObject({
    refusal: { at: '/site' },
  }));
