import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { type Core, cores } from '#common/store/cores.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { admitCore } from './admit-core.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const store = () => cores(engine.db, tables.registry);
const at = '2026-03-02T10:00:00.000Z';
const ask = (serial: string, certificateId = 'cert-1', now = at) =>
  admitCore({ cores: store(), now: () => new Date(now) })({
    claimCertificateId: 'claim',
    certificateId,
    certificatePem: 'PEM',
    templateArn: 'arn',
    clientId: 'claim-x',
    parameters: { SerialNumber: serial, Tenant: 'somebody-else' },
  });
const announced = async (serial: string, wanted: Partial<Core> = {}) => {
  const core: Core = {
    serial,
    tenant: 'acme',
    site: `site-of-${serial}`,
    runtime: 'nucleus',
    state: 'announced',
    notAfter: '2026-03-08T10:00:00.000Z',
    announced: '2026-03-01T10:00:00.000Z',
    ...wanted,
  };
  const entry = { at: core.announced, by: 'operator', home: 'operator', act: 'core-announced', subject: serial };
  expect(await store().announce(core, entry)).toBe('announced');
};

test('a machine that was announced becomes its site’s thing, whatever it says of itself, and the trail names it', async () => {
  await announced('SN-0001');
  expect(await ask('SN-0001')).toEqual({
    allowProvisioning: true,
    parameterOverrides: { ThingName: 'site-of-SN-0001', Tenant: 'acme', Group: 'seriate-cores' },
  });
  const { entries } = await audit(engine.db, tables.registry).ofMonth('acme', '2026-03', 10);
  expect(entries[0]).toMatchObject({ act: 'core-joined', by: 'core SN-0001', subject: 'site site-of-SN-0001' });
});

test('the same certificate is answered the same again, another one is refused until the machine is announced anew', async () => {
  await announced('SN-0002', { runtime: 'lite' });
  const first = await ask('SN-0002');
  expect(await ask('SN-0002')).toEqual(first);
  expect(await ask('SN-0002', 'cert-2')).toEqual({ allowProvisioning: false });
  await announced('SN-0002', { announced: at });
  expect(await ask('SN-0002', 'cert-2')).toMatchObject({ allowProvisioning: true });
});

test('of two that show the same serial at once, one gets in', async () => {
  await announced('SN-0003');
  const answers = await Promise.all([ask('SN-0003', 'cert-a'), ask('SN-0003', 'cert-b')]);
  expect(answers.filter(({ allowProvisioning }) => allowProvisioning)).toHaveLength(1);
});

test('one that nobody announced, or that comes too late, or says nothing, stays out', async () => {
  await announced('SN-0004');
  expect(await ask('SN-0009')).toEqual({ allowProvisioning: false });
  expect(await ask('SN-0004', 'cert-1', '2026-03-09T00:00:00.000Z')).toEqual({ allowProvisioning: false });
  expect(await admitCore({ cores: store(), now: () => new Date(at) })({})).toEqual({ allowProvisioning: false });
});
