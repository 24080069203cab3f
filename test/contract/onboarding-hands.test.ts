import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { aFirmsProfile } from '../kit/an-onboarding.ts';
import { approved } from '../kit/approved.ts';
import { tables } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import { masterWorld } from '../kit/master-world.ts';
import { onboard } from '../kit/onboard.ts';
import { type OnboardingWorld, startOnboardingWorld } from '../kit/onboarding-world.ts';

let world: OnboardingWorld;
beforeAll(async () => {
  world = await startOnboardingWorld();
}, 60_000);
afterAll(() => world.stop());

let tenant: string;
let both: ReturnType<typeof onboard>;
let master: ReturnType<typeof masterWorld>;
beforeEach(async () => {
  world.server.reset();
  world.pass(600_000);
  tenant = world.newTenant();
  both = onboard(world, tenant);
  master = masterWorld(world, tenant, world.needs.now);
  await giveTenant(world.db, tenant);
});

const reason = 'as agreed by telephone';
const inForce = () => world.needs.registry.partner(tenant, 'medico');
const open = async () => (await world.needs.master.get(tenant, 'partner', 'medico'))?.head.open;
const path = { partner: 'medico' };

/** What waits, approved with the rest of the master data. */
async function approveByMaster(by: string) {
  const { version, revision } = (await open()) ?? {};
  const one = await master.ask('POST /api/partners/{partner}/approve', { by, path, body: { version, revision } });
  if (one.status === 200) return one.status;
  // The route of many goes the same way.
  const approvals = [{ id: 'medico', version, revision }];
  const many = await master.ask('POST /api/partners/approvals', { by, body: { approvals } });
  expect(many.body).toMatchObject({ approved: 0, refused: 1 });
  return one.status;
}

/** Does something while nothing can be stored of partnerships: as a function that is cut off in between. */
async function cutOff(act: () => Promise<unknown>): Promise<void> {
  const { onboardings } = world.needs;
  const { commit } = onboardings;
  onboardings.commit = () => Promise.reject(new Error('the power failed'));
  await expect(act()).rejects.toThrow('power');
  onboardings.commit = commit;
}

describe('a version that the partner’s client wrote', () => {
  test('is not approved by who invited the partner, with the rest of the master data either', async () => {
    await both.approve(await both.toApproval());
    expect(await approveByMaster('ada')).toBe(403);
    expect(await inForce()).toBeUndefined();
    expect(await approveByMaster('quinn')).toBe(200);
    expect(await inForce()).toBeDefined();
  });

  test('is not approved, by either route, by somebody who was told a secret of that client', async () => {
    const partner = await both.toApproval();
    const { members, now } = world.needs;
    const client = await members.client(tenant, 'partner-medico');
    if (client === undefined) throw new Error('the partner has a client');
    const at = now().toISOString();
    const entry = { at, by: 'rita', home: tenant, act: 'client-secret-rotated', subject: 'client partner-medico' };
    const told = { ...client, secretTo: ['rita'], changedAt: at, changedBy: 'rita' };
    expect(await members.putClient(tenant, client, told, entry)).toBe('written');
    await both.approve(partner);
    expect(await approveByMaster('rita')).toBe(403);
    expect((await both.ours('rita', 'approve', await both.countersigned())).status).toBe(403);
    expect((await both.ours('quinn', 'approve', await both.countersigned())).status).toBe(200);
  });

  test('is approved by anybody else where our own people wrote the next one', async () => {
    await both.toLive();
    const content = { ...(await inForce()), incoming: 'strict', partner: undefined };
    const draft = await master.ask('PUT /api/partners/{partner}', { by: 'sam', path, body: content });
    expect(draft.status).toBeLessThan(300);
    await master.ask('POST /api/partners/{partner}/submit', { by: 'sam', path });
    expect(await approveByMaster('ada')).toBe(200);
  });

  test('waits no more once the partner changes something, also where the call that wrote it was cut off', async () => {
    const partner = await both.toApproval();
    await cutOff(() => both.approve(partner));
    expect(await open()).toMatchObject({ state: 'submitted' });
    // Nobody has noted that it waits.
    expect(await approveByMaster('quinn')).toBe(409);
    const other = { channel: 'webhook', url: world.server.url('other') };
    expect((await partner('PUT /partner/channel', other)).status).toBe(200);
    expect(await open()).toMatchObject({ state: 'draft' });
    await both.tested(partner);
    expect(await both.approve(partner)).toMatchObject({ status: 200, body: { state: 'approved-by-partner' } });
    await both.ours('quinn', 'approve', await both.countersigned());
    expect((await inForce())?.url).toBe(world.server.url('other'));
  });

  test('goes back when the partnership is ended, also where the call that wrote it was cut off', async () => {
    const partner = await both.toApproval();
    await cutOff(() => both.approve(partner));
    expect((await both.ours('ada', 'withdraw', { reason })).status).toBe(200);
    expect(await open()).toMatchObject({ state: 'draft' });
  });
});

describe('what our own people are working at', () => {
  const ours = {
    name: 'Medico',
    party: aFirmsProfile.party,
    channel: 'webhook',
    url: 'https://medico.example/old',
    mapping: { out: 'medico-out' },
  };

  test('is not shown to the partner, nor what is ours of what is in force', async () => {
    await approved(world.db, tenant, 'partner', 'medico', { ...ours, incoming: 'strict' });
    await master.ask('PUT /api/partners/{partner}', { by: 'sam', path, body: { ...ours, mapping: { out: 'secret' } } });
    const partner = await both.toTests();
    const { content } = (await partner('GET /partner/profile')).body;
    expect(content).toMatchObject({ name: aFirmsProfile.name, url: world.server.url('epcis') });
    expect(JSON.stringify(content)).not.toMatch(/mapping|incoming|secret/);
  });

  test('is not written over by the partner’s approval', async () => {
    await master.ask('PUT /api/partners/{partner}', { by: 'sam', path, body: ours });
    const partner = await both.toApproval();
    expect(await both.approve(partner)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('ask') },
    });
    expect(await open()).toMatchObject({ state: 'draft', content: { mapping: { out: 'medico-out' } } });
    await master.ask('DELETE /api/partners/{partner}/versions/{version}', {
      by: 'sam',
      path: { ...path, version: '1' },
    });
    expect((await both.approve(partner)).status).toBe(200);
  });
});

describe('a partnership that was ended', () => {
  test('while its invitation was taken up has no client that opens anything', async () => {
    const { token } = await both.invited();
    const { pool, members } = world.needs;
    const { makeClient } = pool;
    // Between the invitation, which is used up, and the client that comes of it.
    pool.makeClient = async (...asked) => {
      pool.makeClient = makeClient;
      expect((await both.ours('ada', 'withdraw', { reason })).status).toBe(200);
      return makeClient(...asked);
    };
    expect((await world.accept({ token })).status).toBe(409);
    expect(await members.client(tenant, 'partner-medico')).toMatchObject({ state: 'disabled' });
  });

  test('shuts out whatever client is left when it is ended again', async () => {
    const partner = await both.accepted();
    await both.ours('ada', 'withdraw', { reason });
    const { members, now } = world.needs;
    const client = await members.client(tenant, 'partner-medico');
    if (client === undefined) throw new Error('it has a client');
    const at = now().toISOString();
    const entry = { at, by: 'rita', home: tenant, act: 'client-changed', subject: 'client partner-medico' };
    await members.putClient(tenant, client, { ...client, state: 'active', changedAt: at, changedBy: 'rita' }, entry);
    for (const route of ['GET /partner/profile', 'GET /partner/ours']) expect((await partner(route)).status).toBe(403);
    expect(await both.ours('ada', 'withdraw', { reason })).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    expect((await partner('GET /partner/profile')).status).toBe(401);
  });
});

describe('a partner that does something without end', () => {
  test('is turned away for the day, and can be suspended, ended and invited all the while', async () => {
    const partner = await both.toLive();
    const { onboardings, now } = world.needs;
    const { version, entries, updatedAt, ...row } = (await onboardings.get(tenant, 'medico')) ?? expect.fail();
    const at = now().toISOString();
    const entry = { at, by: 'medico', act: 'note-message', state: row.state } as const;
    const audit = { at, by: 'medico', home: tenant, act: 'onboarding-messages-tested', subject: 'onboarding medico' };
    const before = { ...row, version, entries: 7_000, updatedAt };
    await onboardings.commit({ before, after: { ...row, acts: { day: at.slice(0, 10), count: 1_000 } }, entry, audit });
    const file = { act: 'judge', test: 'malformed', form: 'epcis-2.0-json', name: 'a.json', content: '{' };
    expect(await partner('POST /partner/message-test', file)).toMatchObject({
      status: 429,
      body: { remedy: expect.stringContaining('tomorrow') },
    });
    expect((await partner('PUT /partner/channel', { channel: 'portal' })).status).toBe(429);
    for (const what of ['suspend', 'resume', 'suspend', 'withdraw'])
      expect([what, (await both.ours('quinn', what, { reason })).status]).toEqual([what, 200]);
    expect((await both.invited()).state).toBe('invited');
  });

  test('goes on the next day', async () => {
    const partner = await both.toTests();
    await partner('PUT /partner/channel', { channel: 'portal' });
    await partner('POST /partner/connection-test');
    const file = { act: 'judge', test: 'malformed', form: 'epcis-2.0-json', name: 'a.json', content: '{' };
    const judged = async () => (await partner('POST /partner/message-test', file)).status;
    let last = 200;
    for (let i = 0; i < 1_100 && last === 200; i++) last = await judged();
    expect(last).toBe(429);
    world.pass(86_400_000);
    expect(await judged()).toBe(200);
  }, 60_000);
});

describe('the message test', () => {
  test('tells the partner nothing by which it could say that it got what it did not get', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    const answer = await partner('POST /partner/test-message');
    const { sha256 } = (await both.look()).evidence.sent;
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    const profile = await partner('GET /partner/profile');
    for (const { body } of [answer, profile]) expect(JSON.stringify(body)).not.toContain(sha256.slice(0, 12));
    const body = world.server.received().at(-1)?.body ?? Buffer.alloc(0);
    expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
    await partner('POST /partner/message-test', await both.receipt(partner));
    expect((await partner('GET /partner/profile')).body.evidence.sent).toMatchObject({ sha256 });
  });

  test('is another message each time, which nobody writes down without having got it', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    const advice = async () => {
      await partner('POST /partner/test-message');
      return /TEST-[0-9a-f]{16}/.exec(String(world.server.received().at(-1)?.body))?.[0];
    };
    const [first, second] = [await advice(), await advice()];
    expect(first).toBeDefined();
    expect(second).not.toBe(first);
  });

  test('is not passed by our own examples sent back', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    const { files, despatchAdvice } = (await partner('GET /partner/ours')).body;
    for (const { test: name, form, content } of files) {
      const { body } = await partner('POST /partner/message-test', {
        act: 'judge',
        test: name,
        form,
        name: `${name}.json`,
        content,
      });
      if (name === 'malformed') continue;
      expect(body).toMatchObject({ outcome: 'incomplete', asExpected: false });
      expect(body.detail).toContain(despatchAdvice);
    }
  });
});

describe('a credential that a partner gives', () => {
  const passwordOf = (password: string) => ({
    channel: 'https',
    url: world.server.url('epcis'),
    https: { auth: 'basic' },
    credentials: [{ kind: 'password', user: 'seriate', password }],
  });
  const inUse = async () => (await world.needs.credentials.open(tenant, 'medico', 'password'))?.password;
  const tried = async () => (await world.needs.credentials.openTried(tenant, 'medico', 'password'))?.password;
  /** From a new channel to the partner's approval. */
  async function given(partner: Awaited<ReturnType<typeof both.toTests>>, password: string) {
    expect((await partner('PUT /partner/channel', passwordOf(password))).status).toBe(200);
    await both.tested(partner);
    expect((await both.approve(partner)).status).toBe(200);
  }

  test('is kept only once the tests by the one before are void', async () => {
    const partner = await both.toApproval();
    const put = passwordOf('correct horse');
    await cutOff(() => partner('PUT /partner/channel', put));
    expect(await tried()).toBeUndefined();
    const { credentials } = world.needs;
    const keep = credentials.putTried;
    credentials.putTried = () => Promise.reject(new Error('the power failed'));
    await expect(partner('PUT /partner/channel', put)).rejects.toThrow('power');
    credentials.putTried = keep;
    expect((await both.look()).state).toBe('connection-test');
    expect((await partner('PUT /partner/channel', put)).status).toBe(200);
    expect(await tried()).toBe('correct horse');
  });

  test('is tried at once, and used by what is in force only once both have approved it', async () => {
    const partner = await both.toTests();
    await given(partner, 'first');
    expect(await inUse()).toBeUndefined();
    await both.ours('quinn', 'approve', await both.countersigned());
    expect(await inUse()).toBe('first');
    await given(partner, 'second');
    const basic = `Basic ${Buffer.from('seriate:second').toString('base64')}`;
    expect(world.server.received().at(-1)?.headers['authorization']).toBe(basic);
    expect(await inUse()).toBe('first');
    await both.ours('quinn', 'approve', await both.countersigned());
    expect([await inUse(), await tried()]).toEqual(['second', 'second']);
  });

  test('comes into use with a version that is approved with the rest of the master data, too', async () => {
    await given(await both.toTests(), 'first');
    expect(await approveByMaster('quinn')).toBe(200);
    expect(await inUse()).toBe('first');
    expect((await world.audit.ofMonth(tenant, '2026-03', 200)).entries).toContainEqual(
      expect.objectContaining({ act: 'partner-credential-used', by: 'quinn' }),
    );
  });

  test('is not used where it was set after what was approved', async () => {
    const partner = await both.toTests();
    await given(partner, 'first');
    const { credentials, now } = world.needs;
    const setAt = now().toISOString();
    const told = { kind: 'password', shown: 'seriate', setAt, setBy: 'medico' } as const;
    const secret = { kind: 'password', user: 'seriate', password: 'later' } as const;
    const entry = { at: setAt, by: 'medico', home: tenant, act: 'partner-credential-set', subject: 'partner medico' };
    await credentials.putTried(tenant, 'medico', { secret, told }, auditPut(tables.registry, tenant, entry));
    await both.ours('quinn', 'approve', await both.countersigned());
    expect([await inUse(), await tried()]).toEqual([undefined, 'later']);
  });
});

test('a tenant of this installation is told whether the other has agreed yet', async () => {
  const other = world.newTenant();
  await giveTenant(world.db, other);
  const { party = '', gln = '' } = (await world.needs.registry.tenant(other)) ?? {};
  const partner = await both.accepted();
  await partner('PUT /partner/profile', { ...aFirmsProfile, party, gln });
  await partner('PUT /partner/channel', { channel: 'network', tenant: other });
  const agreement = async () => {
    const { reached, steps } = (await partner('POST /partner/connection-test')).body;
    return [reached, steps.find(({ step }: { step: string }) => step === 'agreement')?.ok];
  };
  expect(await agreement()).toEqual([true, false]);
  const us = (await world.needs.registry.tenant(tenant)) ?? expect.fail();
  const named = { name: us.name, party: us.party, gln: us.gln, channel: 'network', tenant };
  await approved(world.db, other, 'partner', 'acme', named);
  expect(await agreement()).toEqual([true, true]);
});

describe('a partnership that is approved anew, or resumed,', () => {
  test('is watched anew from then on', async () => {
    const partner = await both.toLive();
    world.pass(30 * 86_400_000);
    expect((await both.look()).state).toBe('monitored');
    await both.ours('quinn', 'suspend', { reason });
    await both.ours('quinn', 'resume', { reason });
    expect((await both.look()).state).toBe('live');
    world.pass(31 * 86_400_000);
    expect((await both.look()).state).toBe('monitored');
    await partner('PUT /partner/channel', { channel: 'webhook', url: world.server.url('other') });
    await both.tested(partner);
    await both.approve(partner);
    await both.ours('quinn', 'approve', await both.countersigned());
    expect((await both.look()).state).toBe('live');
  });
});

test('an invitation says how it is taken up', async () => {
  const { link, accept } = await both.invited();
  expect(link).toContain('#');
  expect(accept).toContain('POST');
});
