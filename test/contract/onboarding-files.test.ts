import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mappings } from '#common/store/mappings.ts';
import { readyMappings } from '#shared/mapping/ready-mappings.ts';
import { aFirmsProfile } from '../kit/an-onboarding.ts';
import { approved } from '../kit/approved.ts';
import { tables } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import { mappingWorld } from '../kit/mapping-world.ts';
import { onboard, type PartnerCalls } from '../kit/onboard.ts';
import { type OnboardingWorld, startOnboardingWorld } from '../kit/onboarding-world.ts';
import { type StartedSftpPartner, startSftpPartner } from '../kit/sftp-partner.ts';

let world: OnboardingWorld;
beforeAll(async () => {
  world = await startOnboardingWorld();
}, 60_000);
afterAll(() => world.stop());

let tenant: string;
let both: ReturnType<typeof onboard>;
beforeEach(async () => {
  world.server.reset();
  world.pass(600_000);
  tenant = world.newTenant();
  both = onboard(world, tenant);
  await giveTenant(world.db, tenant);
});

interface Example {
  readonly test: string;
  readonly form: string;
  readonly name: string;
  readonly content: string;
}

/** As the partner's own system would write them. */
const ownFiles = async (partner: PartnerCalls): Promise<Example[]> => {
  const { files, despatchAdvice } = (await partner('GET /partner/ours')).body;
  return files.map((one: Example) => ({ ...one, content: one.content.replaceAll('TEST-ASN', despatchAdvice) }));
};

const agreed = (name: string) => ({ offers: { mapping: { in: `${name}-in`, out: `${name}-out` } } });

/** Puts mappings of a form in force, both ways. */
async function haveMappings(name: string): Promise<void> {
  const ours = mappingWorld({ db: world.db }, tenant);
  for (const one of readyMappings)
    if (one.name.startsWith(name)) await ours.inForce(one.name, { mapping: one.mapping });
  expect(await mappings(world.db, tables.registry).get(tenant, `${name}-in`)).toBeDefined();
}

describe.each([
  ['pack-list-csv', 'csv', 5],
  ['serial-exchange', 'serial-exchange', 5],
])('a partner that sends %s', (name, form, cases) => {
  test('comes on board by the mappings that were named in its invitation, and is read by them once it is live', async () => {
    await haveMappings(name);
    const { token } = await both.invited(agreed(name));
    const partner = world.partner((await world.accept({ token })).body);
    await partner('PUT /partner/profile', { ...aFirmsProfile, sends: [form] });
    await partner('PUT /partner/channel', both.webhook());
    await partner('POST /partner/connection-test');
    const files = await ownFiles(partner);
    expect(files).toHaveLength(cases);
    for (const { test: one, content, ...file } of files) {
      const piece = { act: 'judge', test: one, form: file.form, name: file.name, content };
      expect([one, (await partner('POST /partner/message-test', piece)).body]).toEqual([
        one,
        expect.objectContaining({ asExpected: true }),
      ]);
    }
    await both.acknowledge(partner);
    expect(String(world.server.received().at(-1)?.body)).toMatch(form === 'csv' ? /^event,what,time/ : /SalesShipment/);
    expect((await partner('GET /partner/profile')).body).toMatchObject({ state: 'approval', missing: [] });
    await both.approve(partner);
    await both.ours('quinn', 'approve', await both.countersigned());
    expect(await world.needs.registry.partner(tenant, 'medico')).toMatchObject({
      mapping: { in: `${name}-in`, out: `${name}-out` },
    });
  });
});

describe('what a partner says that it sends', () => {
  test('is what can be read: a mapped form by its mapping alone, and with a mapping nothing else', async () => {
    const partner = await both.accepted();
    const said = (sends: string[]) => partner('PUT /partner/profile', { ...aFirmsProfile, sends });
    expect(await said(['csv'])).toMatchObject({
      status: 409,
      body: { at: '/sends', remedy: expect.stringContaining('offers.mapping') },
    });
    await haveMappings('pack-list-csv');
    await both.invited(agreed('pack-list-csv'));
    expect(await said(['epcis-2.0-json'])).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('csv') },
    });
    expect(await said(['csv'])).toMatchObject({ status: 200 });
  });

  test('and the mapping that is named in an invitation is in force, for its direction', async () => {
    const invited = (mapping: object) =>
      world.ask(tenant, 'ada', 'POST /api/partners/{partner}/invitation', 'medico', { offers: { mapping } });
    expect(await invited({ in: 'nobody-made-it' })).toMatchObject({ status: 404, body: { at: '/offers/mapping/in' } });
    await haveMappings('pack-list-csv');
    expect(await invited({ in: 'pack-list-csv-out' })).toMatchObject({
      status: 409,
      body: { at: '/offers/mapping/in' },
    });
    expect(await invited({ in: 'pack-list-csv-in' })).toMatchObject({ status: 201 });
  });

  test('another mapping voids what was tested by the one before, and comes too late where all was', async () => {
    await haveMappings('epcis-2.0-json');
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    await both.sendFiles(partner);
    const files = async () => (await both.look()).evidence.files.length;
    expect(await files()).toBe(6);
    await both.invited(agreed('epcis-2.0-json'));
    expect(await files()).toBe(0);
    await both.sendFiles(partner);
    await both.acknowledge(partner);
    expect((await both.look()).state).toBe('approval');
    const invite = (offers: object) =>
      world.ask(tenant, 'ada', 'POST /api/partners/{partner}/invitation', 'medico', { offers });
    expect(await invite({})).toMatchObject({ status: 409, body: { at: '/offers/mapping' } });
    expect(await invite(agreed('epcis-2.0-json').offers)).toMatchObject({ status: 201 });
  });
});

describe('test files that a partner puts on its own SFTP server', () => {
  let server: StartedSftpPartner;
  beforeEach(async () => {
    server = await startSftpPartner(tenant);
    return () => server.stop();
  });

  /** At the message test. */
  async function reached(change: object = {}): Promise<PartnerCalls> {
    const partner = await both.accepted();
    await partner('PUT /partner/profile', aFirmsProfile);
    const sftp = { ...server.settings, ...change };
    await partner('PUT /partner/channel', { channel: 'sftp', url: server.sandbox.url, sftp });
    expect((await partner('POST /partner/sftp/connection-test')).body).toMatchObject({ reached: true });
    return partner;
  }
  const fetched = (partner: PartnerCalls) => partner('POST /partner/sftp/message-test');
  const judged = (partner: PartnerCalls) => partner('POST /partner/message-test', { act: 'fetched' });

  test('are fetched as its documents will be, judged, moved to the archive, and told in the results folder', async () => {
    const partner = await reached();
    const files = await ownFiles(partner);
    for (const { name, content } of files) server.put(`in/${name}`, content);
    expect((await fetched(partner)).body.files).toHaveLength(files.length);
    expect(JSON.stringify(await both.look())).not.toContain('fetched":[{');
    const { status, body } = await judged(partner);
    expect([status, body.missing]).toEqual([200, ['our message, acknowledged']]);
    expect(body.files.map((one: { test: string }) => one.test).toSorted()).toEqual(
      files.map((one) => one.test).toSorted(),
    );
    expect(server.names('in')).toEqual(['archive']);
    expect(server.names('in/archive')).toHaveLength(files.length);
    expect((await fetched(partner)).body).toMatchObject({ files: [] });
    const golden = files.find((one) => one.test === 'golden');
    const lotless = files.find((one) => one.test === 'missing-lot');
    const result = (name = '') => JSON.parse(server.text(`results/${name}.result.json`));
    expect(result(golden?.name)).toMatchObject({ document: golden?.name, state: 'accepted', errors: [] });
    expect(result(lotless?.name)).toMatchObject({
      state: 'rejected',
      errors: [{ code: 'missing-lot' }],
      asExpected: true,
    });
    const { evidence } = await both.look();
    expect(evidence.files.every((one: { way?: string }) => one.way === 'sftp')).toBe(true);
    expect((await judged(partner)).body).toMatchObject({ files: [] });
  });

  test('are found again by who was cut off before they were noted, and judged once', async () => {
    const partner = await reached();
    const golden = (await ownFiles(partner)).find((one) => one.test === 'golden');
    server.put('in/lot.json', golden?.content ?? '');
    const { onboardings } = world.needs;
    const { commit } = onboardings;
    onboardings.commit = (step) =>
      step.audit.act === 'onboarding-files-fetched' ? Promise.reject(new Error('the power failed')) : commit(step);
    await expect(fetched(partner)).rejects.toThrow('power');
    onboardings.commit = commit;
    expect(server.names('in')).toContain('lot.json');
    await fetched(partner);
    expect((await judged(partner)).body.files).toMatchObject([{ name: 'lot.json', outcome: 'accepted' }]);
    const { files } = (await both.look()).evidence;
    expect(await world.needs.files.get(tenant, 'medico', files[0].sha256)).toBeUndefined();
  });

  test('of which one is wrong are told so, and what is still being written is left', async () => {
    const partner = await reached();
    const golden = (await ownFiles(partner)).find((one) => one.test === 'golden');
    server.put('in/.golden.json', golden?.content ?? '');
    server.put('in/lot.json.part', golden?.content ?? '');
    server.put('in/lot.json', (golden?.content ?? '').replace('"shipping"', '"loading"'));
    await fetched(partner);
    expect((await judged(partner)).body).toMatchObject({
      state: 'message-test',
      files: [{ name: 'lot.json', test: 'golden', outcome: 'incomplete', asExpected: false }],
    });
    expect(server.names('in')).toEqual(['.golden.json', 'archive', 'lot.json.part']);
    server.put('in/lot.json', golden?.content ?? '');
    await fetched(partner);
    expect(server.names('results')).toEqual(['lot.json.result.json']);
    expect((await judged(partner)).body.files).toMatchObject([{ outcome: 'accepted', asExpected: true }]);
    await fetched(partner);
    expect(server.names('results')).toHaveLength(2);
  });

  test('are not fetched from a folder that documents of a partner in force are fetched from, but from another', async () => {
    const partner = await reached();
    const standing = { name: 'Medico', party: aFirmsProfile.party, channel: 'sftp', url: server.sandbox.url };
    await approved(world.db, tenant, 'partner', 'medico', { ...standing, sftp: server.settings });
    server.put('in/lot.json', '{}');
    expect(await fetched(partner)).toMatchObject({
      status: 409,
      body: { at: '/sftp/in', remedy: expect.stringMatching(/POST \/partner\/message-test.*another folder/) },
    });
    expect(server.names('in')).toContain('lot.json');
    await approved(world.db, tenant, 'partner', 'medico', {
      ...standing,
      sftp: { ...server.settings, in: 'elsewhere' },
    });
    expect((await fetched(partner)).body.files).toMatchObject([{ name: 'lot.json' }]);
  });

  test('are asked for only where there is a folder for them, and of who is reached by SFTP', async () => {
    const partner = await reached({ in: undefined, results: undefined });
    expect(await fetched(partner)).toMatchObject({ status: 409, body: { at: '/sftp/in' } });
    await partner('PUT /partner/channel', { channel: 'portal' });
    await partner('POST /partner/connection-test');
    expect(await fetched(partner)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('POST /partner/message-test') },
    });
  });

  test('on a server that is out of reach by now are told of with the step that failed', async () => {
    const partner = await reached();
    await server.sandbox.close();
    expect(await fetched(partner)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('connect') } });
    server = await startSftpPartner(tenant);
  });
});
