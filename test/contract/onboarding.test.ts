import { createHash, randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readyMappings } from '#shared/mapping/ready-mappings.ts';
import { aFirmsProfile } from '../kit/an-onboarding.ts';
import { approved } from '../kit/approved.ts';
import { tables } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import { mappingWorld } from '../kit/mapping-world.ts';
import { onboard } from '../kit/onboard.ts';
import { type OnboardingWorld, startOnboardingWorld } from '../kit/onboarding-world.ts';
import { startSftpPartner } from '../kit/sftp-partner.ts';

let world: OnboardingWorld;
beforeAll(async () => {
  world = await startOnboardingWorld();
}, 60_000);
afterAll(() => world.stop());

let tenant: string;
let both: ReturnType<typeof onboard>;
beforeEach(async () => {
  world.server.reset();
  // Whoever tries invitations from one address is slowed down.
  world.pass(600_000);
  await anew();
});

/** From here on another tenant's onboarding. */
async function anew(): Promise<void> {
  tenant = world.newTenant();
  both = onboard(world, tenant);
  await giveTenant(world.db, tenant);
}

const reason = 'as agreed by telephone';
const signature = { meaning: 'approved' };

const inForce = () => world.needs.registry.partner(tenant, 'medico');

describe('a partner that has nothing but an invitation', () => {
  test('comes on board by itself, and is in force once one of ours has approved it', async () => {
    const invitation = await both.invited({ expiresIn: 86_400, note: 'welcome', offers: { channels: ['webhook'] } });
    expect(invitation).toMatchObject({ state: 'invited', link: expect.stringMatching(/\/partner\/accept#\S{43}$/) });
    const { status, body } = await world.accept({ token: invitation.link.split('#')[1] });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ tenant, partner: 'medico', scope: 'seriate/read seriate/write' }),
    ]);
    const partner = world.partner(body);

    const profile = await partner('PUT /partner/profile', aFirmsProfile);
    expect(profile).toMatchObject({ status: 200, body: { state: 'channel' } });
    const channel = await partner('PUT /partner/channel', both.webhook());
    expect(channel).toMatchObject({ status: 200, body: { state: 'connection-test', digest: expect.any(String) } });
    const reached = await partner('POST /partner/connection-test');
    expect(reached.body).toMatchObject({ state: 'message-test', reached: true });
    expect(reached.body.steps.map(({ step }: { step: string }) => step)).toContain('connection');

    await both.sendFiles(partner);
    expect((await partner('GET /partner/profile')).body.missing).toEqual(['our message, acknowledged']);
    await both.acknowledge(partner);
    expect((await partner('GET /partner/profile')).body).toMatchObject({ state: 'approval', missing: [] });
    expect(await both.approve(partner)).toMatchObject({ status: 200, body: { state: 'approved-by-partner' } });
    expect(await inForce()).toBeUndefined();

    const { evidence, submitted } = await both.look();
    expect(submitted).toMatchObject({ version: 1 });
    const approval = { digest: evidence.partner.digest, signature };
    expect(await both.ours('quinn', 'approve', approval)).toMatchObject({ status: 200, body: { state: 'live' } });
    expect(await inForce()).toMatchObject({ name: aFirmsProfile.name, url: world.server.url('epcis') });
  });

  test('gets our golden message signed, by its own channel', async () => {
    const partner = await both.accepted();
    await partner('PUT /partner/profile', aFirmsProfile);
    await partner('PUT /partner/channel', both.webhook());
    await partner('POST /partner/connection-test');
    await partner('POST /partner/test-message');
    const { webhookSecret } = (await partner('GET /partner/ours')).body;
    const { headers, body } = world.server.received().at(-1) ?? { headers: {}, body: Buffer.alloc(0) };
    const said = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    // Signed by the clock of this world, which is not the verifier's.
    const at = new Date(Number(said['webhook-timestamp']) * 1000);
    const own = new Webhook(webhookSecret).sign(said['webhook-id'] ?? '', at, body.toString());
    expect(said['webhook-signature']).toBe(own);
    expect(JSON.parse(body.toString())).toMatchObject({ type: 'EPCISDocument' });
  });

  test('tests its SFTP server by key, and finds our golden message there', async () => {
    const files = await startSftpPartner(tenant);
    const partner = await both.accepted();
    expect((await partner('GET /partner/ours')).body.ssh.publicKey).toMatch(/^ssh-ed25519 /);
    await partner('PUT /partner/profile', aFirmsProfile);
    await partner('PUT /partner/channel', { channel: 'sftp', url: files.sandbox.url, sftp: files.settings });
    const { body } = await partner('POST /partner/sftp/connection-test');
    expect([body.state, body.reached]).toEqual(['message-test', true]);
    expect((await partner('POST /partner/sftp/test-message')).body).toMatchObject({
      sent: { verdict: 'acknowledged' },
    });
    const [name = ''] = files.names('out');
    const { sent } = (await both.look()).evidence;
    expect(
      createHash('sha256')
        .update(files.text(`out/${name}`))
        .digest('hex'),
    ).toBe(sent.sha256);
    await files.stop();
  });

  test('leaves evidence of every step, and nothing in the ledger', async () => {
    await both.toLive();
    const { history } = await both.look();
    expect(history.map(({ act }: { act: string }) => act)).toEqual([
      'invite',
      'accept',
      'put-profile',
      'put-channel',
      'begin-test',
      'pass-connection',
      ...Array.from({ length: 6 }, () => 'note-message'),
      'begin-test',
      'note-message',
      'pass-message',
      'approve-as-partner',
      'approve',
    ]);
    const detailOf = (act: string) => history.find((one: { act: string }) => one.act === act)?.detail;
    expect(detailOf('pass-connection').steps.length).toBeGreaterThan(1);
    expect(detailOf('note-message')).toMatchObject({
      outcome: 'accepted',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(detailOf('approve').signature).toMatchObject({ by: 'quinn', meaning: 'approved' });
    const { entries } = await world.audit.ofMonth(tenant, '2026-03', 200);
    for (const act of [
      'onboarding-invited',
      'onboarding-accepted',
      'client-made',
      'partner-drafted',
      'partner-submitted',
      'partner-approved',
      'onboarding-approved',
    ])
      expect(entries.map((one) => one.act)).toContain(act);
    const { Count } = await world.db.send(
      new QueryCommand({
        TableName: tables.ledger,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `${tenant}#recorded` },
      }),
    );
    expect(Count).toBe(0);
  });

  test('may do all of it twice', async () => {
    const partner = await both.toApproval();
    expect(await partner('PUT /partner/profile', aFirmsProfile)).toMatchObject({
      status: 200,
      body: { state: 'approval' },
    });
    await both.tested(partner);
    const first = await both.approve(partner);
    expect(await both.approve(partner)).toMatchObject({ status: 200, body: first.body });
    expect((await both.look()).submitted).toMatchObject({ version: 1 });
  });
});

describe('an invitation', () => {
  const refusedFor = (why: string) => ({ status: 409, body: { at: '/token', detail: expect.stringContaining(why) } });

  test('opens once, also for two who come at once', async () => {
    const { token } = await both.invited();
    const answers = await Promise.all([world.accept({ token }), world.accept({ token }), world.accept({ token })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await world.accept({ token })).toMatchObject(refusedFor('was taken up'));
  });

  test('that expired opens nothing', async () => {
    const { token } = await both.invited({ expiresIn: 3600 });
    world.pass(3_600_000);
    expect((await both.look()).state).toBe('expired');
    expect(await world.accept({ token })).toMatchObject(refusedFor('expired'));
    const again = await both.invited();
    expect((await world.accept({ token: again.token })).status).toBe(201);
  });

  test('is void once it is replaced or withdrawn', async () => {
    const [first, second] = [await both.invited(), await both.invited()];
    expect(await world.accept({ token: first.token })).toMatchObject(refusedFor('replaced'));
    expect(await both.ours('ada', 'withdraw', { reason })).toMatchObject({ body: { state: 'withdrawn' } });
    expect(await world.accept({ token: second.token })).toMatchObject(refusedFor('withdrawn'));
  });

  test('that nobody made is none', async () => {
    expect(await world.accept({ token: 'x'.repeat(43) })).toMatchObject({ status: 404 });
    expect(await world.accept({})).toMatchObject({ status: 400 });
    expect(await world.accept({ token: 'x', more: 1 })).toMatchObject({ status: 400 });
  });

  test('whose answer was lost is made anew, and that one opens', async () => {
    const { token } = await both.invited();
    const { pool } = world.needs;
    const { makeClient } = pool;
    pool.makeClient = () => Promise.reject(new Error('the pool is down'));
    await expect(world.accept({ token })).rejects.toThrow('pool');
    pool.makeClient = makeClient;
    expect(await world.accept({ token })).toMatchObject(refusedFor('was taken up'));
    const again = await both.invited();
    const { status, body } = await world.accept({ token: again.token });
    expect(status).toBe(201);
    expect((await world.partner(body)('GET /partner/profile')).status).toBe(200);
  });

  test('is tried so often from one address, and not more', async () => {
    world.pass(3_600_000);
    const answers = await Promise.all(Array.from({ length: 30 }, () => world.accept({ token: 'x'.repeat(43) })));
    expect(answers.map(({ status }) => status).filter((status) => status === 429).length).toBeGreaterThan(5);
    world.pass(3_600_000);
  });

  test('made anew gives another secret, and keeps what was done', async () => {
    const partner = await both.toApproval();
    const { token } = await both.invited();
    const { status, body } = await world.accept({ token });
    expect([status, body.state]).toEqual([201, 'approval']);
    expect((await partner('GET /partner/profile')).status).toBe(200);
  });

  test('and its token are kept by nobody', async () => {
    const { token } = await both.invited();
    expect(JSON.stringify(await world.needs.onboardings.get(tenant, 'medico'))).not.toContain(token);
    expect(JSON.stringify(await both.look())).not.toMatch(/[0-9a-f]{64}/);
  });
});

describe('a step out of turn is refused, with what fits', () => {
  test.each<[string, string, object | undefined]>([
    ['a channel before the profile', 'PUT /partner/channel', { channel: 'portal' }],
    ['a test before the channel', 'POST /partner/connection-test', undefined],
    ['our message before the connection', 'POST /partner/test-message', undefined],
    ['an approval before the tests', 'POST /partner/approve', { digest: '0'.repeat(64), name: 'Max' }],
  ])('%s', async (_, route, body) => {
    const partner = await both.accepted();
    expect(await partner(route, body)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('PUT /partner/profile') },
    });
  });

  test('is named as it was called, and nothing of ours is told to the partner', async () => {
    const partner = await both.accepted();
    const { status, body } = await partner('POST /partner/test-message');
    expect([status, body.detail, body.remedy]).toEqual([
      409,
      'POST /partner/test-message does not fit a partnership that is at profile',
      'what fits now: PUT /partner/profile',
    ]);
    for (const route of ['POST /partner/connection-test', 'POST /partner/sftp/message-test']) {
      const refused = (await partner(route)).body;
      expect([route, refused.detail.split(' does')[0]]).toEqual([route, route]);
      expect(refused.remedy).toBe('what fits now: PUT /partner/profile');
    }
  });

  test('by a path that can name no partner', async () => {
    for (const route of ['GET /api/onboardings/{partner}', 'POST /api/onboardings/{partner}/suspend'])
      expect(await world.ask(tenant, 'ada', route, '\0', { reason })).toMatchObject({ status: 400 });
  });

  test('our approval before the partner’s', async () => {
    await both.toApproval();
    expect(await both.ours('quinn', 'approve', { digest: '0'.repeat(64), signature })).toMatchObject({ status: 409 });
  });
});

describe('what was approved holds for what was tested alone', () => {
  test('a channel changed after the tests voids them, and the approval; its version goes back', async () => {
    const partner = await both.toApproval();
    await both.approve(partner);
    const { digest } = (await both.look()).evidence.partner;
    expect(await partner('PUT /partner/channel', { channel: 'webhook', url: world.server.url('other') })).toMatchObject(
      {
        body: { state: 'connection-test', missing: expect.arrayContaining(['a connection test that reached it']) },
      },
    );
    expect(await both.ours('quinn', 'approve', { digest, signature })).toMatchObject({ status: 409 });
    expect((await world.needs.master.get(tenant, 'partner', 'medico'))?.head.open).toMatchObject({ state: 'draft' });
    expect(await inForce()).toBeUndefined();
  });

  test('a digest that was read before a change approves nothing', async () => {
    const partner = await both.toApproval();
    const { digest } = (await partner('GET /partner/profile')).body;
    await partner('PUT /partner/channel', { channel: 'webhook', url: world.server.url('other') });
    await both.tested(partner);
    expect(await partner('POST /partner/approve', { digest, name: 'Max Doe' })).toMatchObject({
      status: 409,
      body: { at: '/digest' },
    });
  });

  test('what our approver read before the partner approved something else is approved by nobody', async () => {
    const partner = await both.toApproval();
    await both.approve(partner);
    const { digest } = (await both.look()).evidence.partner;
    await partner('PUT /partner/channel', { channel: 'webhook', url: world.server.url('other') });
    await both.tested(partner);
    await both.approve(partner);
    expect(await both.ours('quinn', 'approve', { digest, signature })).toMatchObject({
      status: 409,
      body: { at: '/digest', detail: 'the partner has approved something else than what you read' },
    });
    expect(await inForce()).toBeUndefined();
  });

  test('who invited the partner does not approve it, nor does a machine', async () => {
    const partner = await both.toApproval();
    await both.approve(partner);
    const { digest } = (await both.look()).evidence.partner;
    expect(await both.ours('ada', 'approve', { digest, signature })).toMatchObject({
      status: 403,
      body: { rule: expect.stringContaining('second person') },
    });
    await both.invited({}, 'quinn');
    expect(await both.ours('quinn', 'approve', { digest, signature })).toMatchObject({ status: 403 });
    expect(await both.ours('sam', 'approve', { digest, signature })).toMatchObject({ status: 200 });
  });

  test('a version that one of ours sent back with the rest of the master data is not approved here', async () => {
    const partner = await both.toApproval();
    await both.approve(partner);
    const { digest } = (await both.look()).evidence.partner;
    expect(await both.ours('ada', 'return', { to: 'channel', reason })).toMatchObject({ body: { state: 'channel' } });
    expect((await partner('GET /partner/profile')).body).toMatchObject({ returned: { reason } });
    expect(await both.ours('quinn', 'approve', { digest, signature })).toMatchObject({ status: 409 });
  });

  test('an approval that broke off between its two writes is ended by sending it again', async () => {
    const partner = await both.toApproval();
    await both.approve(partner);
    const { digest } = (await both.look()).evidence.partner;
    const { onboardings } = world.needs;
    const { commit } = onboardings;
    onboardings.commit = () => Promise.reject(new Error('the power failed'));
    await expect(both.ours('quinn', 'approve', { digest, signature })).rejects.toThrow('power');
    onboardings.commit = commit;
    expect(await inForce()).toBeDefined();
    expect(await partner('PUT /partner/channel', { channel: 'portal' })).toMatchObject({ status: 503 });
    expect(await both.ours('sam', 'approve', { digest, signature })).toMatchObject({
      status: 200,
      body: { state: 'live' },
    });
    expect((await inForce())?.url).toBe(world.server.url('epcis'));
  });

  test('an approval by the partner that broke off between its writes is ended by sending it again', async () => {
    const partner = await both.toApproval();
    const { onboardings } = world.needs;
    const { commit } = onboardings;
    onboardings.commit = () => Promise.reject(new Error('the power failed'));
    await expect(both.approve(partner)).rejects.toThrow('power');
    onboardings.commit = commit;
    expect(await both.approve(partner)).toMatchObject({ status: 200, body: { state: 'approved-by-partner' } });
    expect(await both.ours('quinn', 'approve', await both.countersigned())).toMatchObject({ body: { state: 'live' } });
  });

  test('a channel changed while one of ours approves is not what comes into force', async () => {
    for (let turn = 0; turn < 5; turn++) {
      await anew();
      const partner = await both.toApproval();
      await both.approve(partner);
      const approval = await both.countersigned();
      const change = partner('PUT /partner/channel', { channel: 'webhook', url: world.server.url('other') });
      await Promise.all([both.ours('quinn', 'approve', approval), change]);
      const held = await inForce();
      const { state, liveSince } = await both.look();
      if (held !== undefined) expect(held.url).toBe(world.server.url('epcis'));
      expect([state, liveSince !== undefined]).toEqual(
        held === undefined ? ['connection-test', false] : [expect.stringMatching(/^(live|connection-test)$/), true],
      );
    }
  });

  test('what is in force stays so while its change is tested, and then holds anew', async () => {
    const partner = await both.toLive();
    await partner('PUT /partner/channel', { channel: 'webhook', url: world.server.url('other') });
    expect((await inForce())?.url).toBe(world.server.url('epcis'));
    await both.tested(partner);
    await both.approve(partner);
    const { digest } = (await both.look()).evidence.partner;
    expect(await both.ours('quinn', 'approve', { digest, signature })).toMatchObject({ body: { state: 'live' } });
    expect((await inForce())?.url).toBe(world.server.url('other'));
  });

  test('mappings and whatever else is ours to say stay as they are', async () => {
    const before = {
      name: 'Medico',
      party: aFirmsProfile.party,
      channel: 'webhook',
      url: 'https://medico.example/old',
      mapping: { out: 'medico-out' },
      generation: 3,
      incoming: 'strict',
    };
    await approved(world.db, tenant, 'partner', 'medico', before);
    const jsonOut = readyMappings.find(({ name }) => name === 'epcis-2.0-json-out')?.mapping;
    await mappingWorld({ db: world.db }, tenant).inForce('medico-out', { mapping: jsonOut });
    await both.toLive();
    expect(await inForce()).toMatchObject({
      name: aFirmsProfile.name,
      url: world.server.url('epcis'),
      mapping: { out: 'medico-out' },
      generation: 3,
      incoming: 'strict',
    });
  });
});

describe('tests tell what is wrong', () => {
  test('of a connection that fails, step by step', async () => {
    const partner = await both.toTests();
    await partner('PUT /partner/channel', { channel: 'webhook', url: 'http://127.0.0.1:1/epcis' });
    const { status, body } = await partner('POST /partner/connection-test');
    expect([status, body.state, body.reached]).toEqual([200, 'connection-test', false]);
    expect(body.steps.at(-1)).toMatchObject({
      ok: false,
      detail: 'nobody listens there (ECONNREFUSED)',
      remedy: expect.stringMatching(/server/),
    });
  });

  test('of what cannot be tried as things are, with where and how it can', async () => {
    const partner = await both.toTests();
    const hostKeys = [`SHA256:${'A'.repeat(43)}`];
    await partner('PUT /partner/channel', {
      channel: 'sftp',
      url: 'sftp://127.0.0.1',
      sftp: { user: 'seriate', hostKeys },
    });
    expect((await partner('POST /partner/connection-test')).body).toMatchObject({
      reached: false,
      steps: [{ detail: expect.stringContaining('POST /partner/sftp/connection-test') }],
    });
    const certificates = ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'];
    const as2 = { id: 'MEDICO', certificates, mdn: 'async' };
    await partner('PUT /partner/channel', { channel: 'as2', url: world.server.url('as2'), as2 });
    expect((await partner('POST /partner/connection-test')).body).toMatchObject({
      reached: false,
      steps: [{ detail: expect.stringContaining('no name and key for AS2') }],
    });
  });

  test('of an address that leads into a private network', async () => {
    const partner = await both.toTests();
    const channel = { channel: 'webhook', url: 'https://10.0.0.1/epcis' };
    expect(await partner('PUT /partner/channel', channel)).toMatchObject({
      status: 400,
      body: { at: '/url', detail: expect.stringContaining('private network'), remedy: expect.stringMatching(/public/) },
    });
    expect((await partner('GET /partner/profile')).body).toMatchObject({ state: 'connection-test' });
  });

  test('of a file that does not end as it should, which takes its place in the list of what is missing', async () => {
    const partner = await both.toApproval();
    const { files } = (await partner('GET /partner/ours')).body;
    const of = (name: string) => files.find((one: { test: string }) => one.test === name)?.content;
    const judged = await partner('POST /partner/message-test', {
      act: 'judge',
      test: 'golden',
      form: 'epcis-2.0-json',
      name: 'lot.json',
      content: of('missing-lot').replaceAll('TEST0001', 'TEST0009'),
    });
    expect(judged.body).toMatchObject({
      state: 'message-test',
      outcome: 'missing-lot',
      asExpected: false,
      missing: ['golden (epcis-2.0-json)'],
    });
  });

  test('of bytes that are not those that were sent', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    const { sent } = (await partner('POST /partner/test-message')).body;
    const told = { act: 'acknowledge', id: sent.id, sha256: '0'.repeat(64) };
    expect(await partner('POST /partner/message-test', told)).toMatchObject({ status: 409, body: { at: '/sha256' } });
    expect(await partner('POST /partner/message-test', { ...told, id: 'other' })).toMatchObject({ status: 404 });
  });

  test('of our message that was turned away, which then cannot be acknowledged', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    world.server.answers(() => ({ status: 422 }));
    const { body } = await partner('POST /partner/test-message');
    expect(body).toMatchObject({ sent: { verdict: 'rejected' }, detail: expect.stringContaining('422') });
    expect((await partner('GET /partner/profile')).body.evidence.sent).toBeUndefined();
  });

  test('of the same file sent for two cases', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    const piece = { act: 'judge', form: 'epcis-2.0-json', name: 'a.json', content: '{' };
    expect((await partner('POST /partner/message-test', { ...piece, test: 'malformed' })).body.asExpected).toBe(true);
    expect(await partner('POST /partner/message-test', { ...piece, test: 'duplicate-id' })).toMatchObject({
      status: 409,
    });
  });

  test('of a file sent as the wrong case alone, which may be sent again as the right one', async () => {
    const partner = await both.toTests();
    await partner('POST /partner/connection-test');
    const { files } = (await partner('GET /partner/ours')).body;
    const { content } = files.find((one: { test: string }) => one.test === 'missing-lot');
    const piece = {
      act: 'judge',
      form: 'epcis-2.0-json',
      name: 'a.json',
      content: content.replaceAll('TEST0001', 'TEST0009'),
    };
    const judge = (test: string) => partner('POST /partner/message-test', { ...piece, test });
    expect(await judge('duplicate-id')).toMatchObject({ status: 200, body: { asExpected: false } });
    expect((await judge('missing-lot')).status).toBe(200);
  });

  test('when there were too many in an hour', async () => {
    const partner = await both.toTests();
    await partner('PUT /partner/channel', { channel: 'portal' });
    for (let i = 0; i < 30; i++) await partner('POST /partner/connection-test');
    expect(await partner('POST /partner/connection-test')).toMatchObject({ status: 429 });
    world.pass(3_600_000);
    expect(await partner('POST /partner/connection-test')).toMatchObject({ status: 200 });
  });
});

describe('a partner chooses what is offered, and is who it is', () => {
  test('no channel and no document that is not offered', async () => {
    const { token } = await both.invited({ offers: { channels: ['portal'], documents: ['gs1-us-r1.3'] } });
    const partner = world.partner((await world.accept({ token })).body);
    expect(await partner('PUT /partner/profile', aFirmsProfile)).toMatchObject({
      status: 409,
      body: { at: '/document' },
    });
    await partner('PUT /partner/profile', { ...aFirmsProfile, document: 'gs1-us-r1.3' });
    expect(await partner('PUT /partner/channel', both.webhook())).toMatchObject({
      status: 409,
      body: { at: '/channel' },
    });
  });

  test.each([
    ['a GLN of another party', { gln: '9521321000018' }, 400],
    ['nobody to talk to', { contacts: [] }, 400],
    ['a form that nobody reads', { sends: ['edi'] }, 400],
    ['a member that nobody knows', { colour: 'blue' }, 400],
  ])('not with %s', async (_, change, status) => {
    const partner = await both.accepted();
    expect(await partner('PUT /partner/profile', { ...aFirmsProfile, ...change })).toMatchObject({ status });
  });

  test('not as the party that we are', async () => {
    const partner = await both.accepted();
    const own = await world.needs.registry.tenant(tenant);
    const { party = '', gln = '' } = own ?? {};
    expect(await partner('PUT /partner/profile', { ...aFirmsProfile, party, gln })).toMatchObject({
      status: 409,
      body: { at: '/party' },
    });
  });

  test('a tenant of this installation only by the party it has here, and then without a channel of its own', async () => {
    const other = world.newTenant();
    await giveTenant(world.db, other);
    const { party = '', gln = '' } = (await world.needs.registry.tenant(other)) ?? {};
    const partner = await both.accepted();
    await partner('PUT /partner/profile', aFirmsProfile);
    const network = { channel: 'network', tenant: other };
    expect(await partner('PUT /partner/channel', network)).toMatchObject({ status: 409, body: { at: '/tenant' } });
    await partner('PUT /partner/profile', { ...aFirmsProfile, party, gln });
    expect(await partner('PUT /partner/channel', network)).toMatchObject({ status: 200 });
    expect((await partner('POST /partner/connection-test')).body).toMatchObject({ reached: true });
    const { message } = (await partner('POST /partner/test-message')).body;
    expect(JSON.parse(message.content)).toMatchObject({ type: 'EPCISDocument' });
  });

  test('its credentials are sealed, and told to nobody', async () => {
    const partner = await both.accepted();
    await partner('PUT /partner/profile', aFirmsProfile);
    const url = world.server.url('epcis');
    const basic = { channel: 'https', url, https: { auth: 'basic' } };
    const secret = { kind: 'password', user: 'seriate', password: 'correct horse' };
    const put = await partner('PUT /partner/channel', { ...basic, credentials: [secret] });
    expect(put.status).toBe(200);
    const tried = await partner('POST /partner/connection-test');
    expect(tried).toMatchObject({ status: 200, body: { reached: true } });
    const expected = `Basic ${Buffer.from('seriate:correct horse').toString('base64')}`;
    expect(world.server.received().at(-1)?.headers['authorization']).toBe(expected);
    const { entries } = await world.audit.ofMonth(tenant, '2026-03', 200);
    expect(JSON.stringify([put.body, await both.look(), entries])).not.toContain('correct horse');
  });
});

describe('the session of a partner', () => {
  test('sees that one partnership and nothing else', async () => {
    const partner = await both.accepted();
    expect(await partner('GET /partner/profile')).toMatchObject({ body: { tenant, partner: 'medico' } });
    for (const route of ['GET /api/onboardings', 'GET /api/partners', 'GET /epcis/events'])
      expect((await partner(route)).status).toBe(404);
  });

  test('is the only one of the partner: a client that is nobody’s has no partnership', async () => {
    const claims = { tenant, role: 'partner-api', claims: { sub: 'some-machine' } };
    expect(await world.their('GET /partner/profile', claims)).toMatchObject({
      status: 403,
      body: { remedy: expect.stringContaining('POST /partner/accept') },
    });
  });

  test('ends with the partnership', async () => {
    const partner = await both.accepted();
    await both.ours('ada', 'withdraw', { reason });
    expect((await partner('GET /partner/profile')).status).toBe(401);
  });

  test('of another tenant sees its own alone', async () => {
    await both.accepted();
    const first = tenant;
    await anew();
    const other = await both.accepted();
    await other('PUT /partner/profile', aFirmsProfile);
    expect((await world.ask(first, 'ada', 'GET /api/onboardings/{partner}', 'medico')).body).toMatchObject({
      state: 'profile',
    });
  });
});

describe('a partnership in force', () => {
  test('that is suspended gets nothing and gives nothing, until it is resumed', async () => {
    await both.toLive();
    expect(await world.mayPartner(tenant, 'medico')).toBeUndefined();
    await both.ours('quinn', 'suspend', { reason });
    expect(await world.mayPartner(tenant, 'medico')).toMatchObject({
      refused: 'not-permitted',
      detail: expect.stringContaining(reason),
    });
    await both.ours('quinn', 'resume', { reason });
    expect(await world.mayPartner(tenant, 'medico')).toBeUndefined();
    expect((await both.look()).state).toBe('live');
  });

  test('that was ended stays so while its partner is invited anew', async () => {
    await both.toLive();
    await both.ours('quinn', 'suspend', { reason });
    await both.ours('quinn', 'withdraw', { reason });
    expect(await world.mayPartner(tenant, 'medico')).toBeDefined();
    await both.accepted();
    expect(await world.mayPartner(tenant, 'medico')).toMatchObject({ detail: expect.stringContaining('ended') });
  });

  test('of a partner that was never onboarded is nobody’s to forbid', async () => {
    expect(await world.mayPartner(tenant, 'harbor')).toBeUndefined();
  });

  /** Documents of the partner's, read to their end. */
  async function received(count: number, state: 'accepted' | 'refused'): Promise<void> {
    const { inbound, now } = world.needs;
    for (let i = 0; i < count; i++) {
      const [at, senderId] = [now(), randomUUID()];
      const sha256 = createHash('sha256').update(senderId).digest('hex');
      const named = { tenant, partner: 'medico', way: 'api', senderId, fileName: 'a.json' } as const;
      const more = { contentType: 'application/json', bytes: 1, sha256, key: 'k', receivedAt: at.toISOString() };
      const { document } = await inbound.put({ ...named, ...more, evidence: [] });
      const claim = await inbound.claim(tenant, document.documentId, now());
      if (claim === undefined) throw new Error('nobody else has it in hand');
      await inbound.settle(claim, { state, settledAt: now().toISOString() });
    }
  }

  test('is monitored after twenty documents without a fault, and not while one was refused', async () => {
    await both.toLive();
    await received(19, 'accepted');
    expect((await both.look()).state).toBe('live');
    await received(1, 'accepted');
    expect((await both.look()).state).toBe('monitored');

    await anew();
    await both.toLive();
    await received(1, 'refused');
    await received(20, 'accepted');
    world.pass(40 * 86_400_000);
    expect((await both.look()).state).toBe('live');
  });

  test('is not monitored while a delivery to it is parked', async () => {
    await both.toLive();
    const { deliveries, now } = world.needs;
    await deliveries.plan({ tenant, deliveryId: 'd1', kind: 'delivery', partner: 'medico', subject: {} }, now());
    const claim = await deliveries.claim(tenant, 'd1', now());
    if (claim === undefined) throw new Error('nobody else has it in hand');
    await deliveries.settle(claim, { standing: { ...claim.delivery, state: 'parked' } }, now());
    world.pass(40 * 86_400_000);
    expect((await both.look()).state).toBe('live');
  });

  test('is monitored after thirty days without a fault', async () => {
    await both.toLive();
    expect((await both.look()).state).toBe('live');
    world.pass(30 * 86_400_000);
    expect((await both.look()).state).toBe('monitored');
    expect((await both.look()).history.at(-1)).toMatchObject({ act: 'settle', by: 'seriate' });
  });
});

test('partnerships are listed by state, of the tenant alone', async () => {
  await both.accepted();
  const list = async (of: string) => {
    const { body } = await world.ask(of, 'ada', 'GET /api/onboardings', '');
    return body.onboardings.map(({ partner, state }: { partner: string; state: string }) => [partner, state]);
  };
  expect(await list(tenant)).toEqual([['medico', 'profile']]);
  expect(await list(world.newTenant())).toEqual([]);
});
