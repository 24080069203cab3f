import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { MOST_OPENED } from '#common/store/desk-cases.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { noSubject } from '#shared/desk/desk-subject.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { anOnboarding } from '../../test/kit/an-onboarding.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty } from '../../test/kit/builders.ts';
import { type DeskWorld, signed, startDeskWorld } from '../../test/kit/desk-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';

let world: DeskWorld;
let stories = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

/** A firm, and a partner of it that reads and answers by a client of its own. */
async function withPartner() {
  const n = ++stories;
  const firm = await world.firm(`limits-${n}`, 500 + n);
  const { db } = world.world.table;
  await approved(db, firm.tenant, 'partner', 'small', { name: 'Small', ...partyOf(n), channel: 'portal' });
  const asPartner = (route: string, more: object = {}) =>
    firm.ask(route, { role: 'partner-api', claims: { partner: 'small' }, ...more });
  let said = 0;
  return {
    ...firm,
    asPartner,
    begin: (body: object = {}) =>
      asPartner('POST /partner/desk-cases', {
        body: { id: `b${++said}`, kind: 'underage', text: 'too few', subject: { things: [thing(n)] }, ...body },
      }),
    answer: (id: string, act: string, body: object = {}) =>
      asPartner('POST /partner/desk-cases/{id}/messages', { path: { id }, body: { id: `a${++said}`, act, ...body } }),
    /** The partnership, as its onboarding has it. */
    standing: async (change: Partial<Onboarding>) => {
      const after = anOnboarding({ tenant: firm.tenant, partner: 'small', ...change });
      const at = world.needs.now().toISOString();
      const entry = { at, by: 'quinn', act: 'suspend' as const, state: after.state };
      const audit = { at, by: 'quinn', home: firm.tenant, act: 'partnership-suspended', subject: 'partner small' };
      await onboardings(db, tables.registry).commit({ before: undefined, after, entry, audit });
    },
  };
}

const partyOf = (n: number) => ({ party: aParty('9521666', 50 + n).party });
const thing = (n: number) => `urn:epc:id:sscc:9521321.4000000${100 + n}`;

describe('a partner’s own client', () => {
  test('has a hundred cases of its own open at most, and ends them itself', async () => {
    const { begin, answer, show, tenant } = await withPartner();
    const first = await begin();
    await Promise.all(Array.from({ length: MOST_OPENED - 2 }, () => begin()));
    const opened = async () => world.needs.cases.openedBy(tenant, 'small');
    for (let tries = 0; (await opened()) < MOST_OPENED && tries < MOST_OPENED; tries++) await begin();
    expect(await opened()).toBe(MOST_OPENED);
    expect(await begin()).toMatchObject({ status: 409, body: { detail: 'a partner has 100 cases open at most' } });
    expect((await answer(first.id, 'resolve')).status).toBe(400);
    expect((await answer(first.id, 'resolve', { text: 'they have come' })).body).toMatchObject({ state: 'resolved' });
    expect((await show(first.id)).body).toMatchObject({ state: 'resolved', ended: true });
    expect((await begin()).status).toBe(201);
  });

  test('ends no case that we opened', async () => {
    const { open, answer } = await withPartner();
    const { id } = await open('small', { kind: 'underage', subject: { things: [thing(0)] } });
    expect((await answer(id, 'withdraw', { text: 'not ours' })).status).toBe(409);
  });

  test('says nothing and opens nothing while the partnership is suspended', async () => {
    const { open, begin, answer, asPartner, standing } = await withPartner();
    const { id } = await open('small', { kind: 'underage', subject: { things: [thing(0)] } });
    const at = world.needs.now().toISOString();
    await standing({ state: 'suspended', suspended: { at, by: 'quinn', reason: 'licence', from: 'live' } });
    const headers = { 'content-type': 'text/plain' };
    const file = { path: { id }, query: { name: 'note.txt' }, headers, body: 'words' };
    expect([
      (await begin()).status,
      (await answer(id, 'note', { text: 'so what' })).status,
      (await asPartner('POST /partner/desk-cases/{id}/files', file)).status,
    ]).toEqual([403, 403, 403]);
    expect((await begin()).body).toMatchObject({ remedy: expect.stringMatching(/^GET \/partner\/profile/) });
    expect((await asPartner('GET /partner/desk-cases/{id}', { path: { id } })).status).toBe(200);
  });

  test('that corrects a report under the same id is told that it was not taken', async () => {
    const { tenant, ask, asPartner } = await withPartner();
    const at = world.needs.now().toISOString();
    const suspect = { origin: { kind: 'return' as const }, packs: [], notices: [] };
    const base = { tenant, id: 's1', kind: 'suspect', state: 'quarantined', title: 't', by: 'quinn' } as const;
    const row = { ...base, createdAt: at, updatedAt: at, version: 0, entries: 0, suspect };
    await world.needs.suspects.commit([{ after: row, entries: [] }], world.needs.now());
    const notice = await noticeTo(tenant);
    const say = (found: number) => {
      const body = { id: 'r', act: 'report', found: { found } };
      return asPartner('POST /partner/desk-cases/{id}/messages', { path: { id: notice }, body });
    };
    expect((await say(1)).status).toBe(200);
    expect((await say(1)).status).toBe(200);
    expect((await say(3)).status).toBe(409);
    expect((await ask('GET /api/desk/cases/{id}', { path: { id: notice } })).body).toMatchObject({
      found: { found: 1 },
    });
  });
});

/** A notice about suspect product, told to the partner. */
async function noticeTo(tenant: string): Promise<string> {
  const partner = await world.needs.registry.partner(tenant, 'small');
  if (partner === undefined) throw new Error('no partner');
  const origin = { kind: 'suspect' as const, id: 's1' };
  const begun = { tenant, partner, kind: 'suspect-product' as const, origin, subject: noSubject, text: 'keep apart' };
  const change = newDeskCase({ ...begun, by: 'quinn', name: 'n', digest: 'n' }, world.needs.now(), world.needs.uuid);
  await world.needs.cases.commit([change], world.needs.now());
  return change.after.id;
}

test('each side has half of a case, and its end has always room', async () => {
  const { open, say, answer, close } = await withPartner();
  const { id } = await open('small', { kind: 'underage', subject: { things: [thing(0)] } });
  for (let n = 1; n < 50; n++) expect((await say(id, 'note', { text: `${n}` })).status).toBe(200);
  expect(await say(id, 'note', { text: 'one more' })).toMatchObject({
    status: 413,
    body: { detail: 'each side has 50 messages at most' },
  });
  expect((await answer(id, 'note', { text: 'and we?' })).status).toBe(200);
  const long = 'ü'.repeat(2_000);
  let status = 200;
  for (let n = 0; n < 40 && status === 200; n++) status = (await answer(id, 'note', { text: long })).status;
  expect(status).toBe(413);
  expect((await close(id, { outcome: 'resolved', reason: 'all of it has come', signature: signed })).status).toBe(200);
});

test('goods without data that nobody agreed about are taken by quality, or not at all', async () => {
  const { open, ask, close } = await withPartner();
  const asManager = (id: string) =>
    ask('POST /api/desk/cases/{id}/close', {
      path: { id },
      role: 'serialization-manager',
      body: { outcome: 'resolved', reason: 'we take it as it is' },
    });
  for (const kind of ['missing-data', 'overage', 'misalignment']) {
    const { id } = await open('small', { kind, subject: { things: [thing(0)] } });
    expect((await asManager(id)).status).toBe(403);
    expect((await close(id, { outcome: 'resolved', reason: 'seen and taken in' })).status).toBe(403);
    const ended = { outcome: 'resolved', reason: 'seen and taken in', signature: signed };
    expect((await close(id, ended)).body).toMatchObject({ state: 'resolved' });
  }
  const { id } = await open('small', { kind: 'missing-product', subject: { things: [thing(0)] } });
  expect((await asManager(id)).status).toBe(200);
});
