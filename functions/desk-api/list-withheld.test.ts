import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseState } from '#shared/dscsa/kinds.ts';
import { withheldPage } from '#shared/messages/withheld-api.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty } from '../../test/kit/builders.ts';
import { type DeskWorld, startDeskWorld } from '../../test/kit/desk-world.ts';

let world: DeskWorld;
let firms = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const gtin = '09521321543218';
const { party } = aParty('9521666', 95);

/** A firm that keeps packs apart, by cases of suspect product, and has a partner. */
async function withSuspects() {
  const firm = await world.firm(`apart-${++firms}`, 800 + firms);
  await approved(world.world.table.db, firm.tenant, 'partner', 'small', { name: 'Small', party, channel: 'portal' });
  const suspect = (id: string, state: CaseState, ...serials: string[]) => {
    const at = world.needs.now().toISOString();
    const base = { tenant: firm.tenant, id, kind: 'suspect', state, title: 't', by: 'quinn' } as const;
    const packs = serials.map((serial) => ({ gtin, serial }));
    const about = { suspect: { origin: { kind: 'return' as const }, packs, notices: [] } };
    const after = { ...base, createdAt: at, updatedAt: at, version: 0, entries: 0, ...about };
    return world.needs.suspects.commit([{ after, entries: [] }], world.needs.now());
  };
  const page = async (after?: string) => {
    const asked = { role: 'site', ...(after !== undefined && { query: { after } }) };
    return v.parse(withheldPage, (await firm.ask('GET /api/desk/withheld-packs', asked)).body);
  };
  return { ...firm, suspect, page };
}

test('whoever ships is told what is suspect and what is illegitimate, and nothing that was cleared', async () => {
  const { suspect, page } = await withSuspects();
  await suspect('s1', 'quarantined', 'A1', 'A2');
  await suspect('s2', 'cleared', 'B1');
  await suspect('s3', 'ended', 'C1');
  expect((await page()).packs).toEqual([
    { gtin, serial: 'C1', case: 's3' },
    { gtin, serial: 'A1', case: 's1' },
    { gtin, serial: 'A2', case: 's1' },
  ]);
});

test('all are told, page by page', async () => {
  const { suspect, page } = await withSuspects();
  const serials = Array.from({ length: 30 }, (_, n) => `P${n}`);
  for (const serial of serials) await suspect(`s-${serial}`, 'opened', serial);
  const first = await page();
  const second = await page(first.next);
  expect([first.packs.length, second.packs.length]).toEqual([25, 5]);
  expect(new Set([...first.packs, ...second.packs].map(({ serial }) => serial))).toEqual(new Set(serials));
  expect(second.next).toBeUndefined();
});

test('a return that is agreed names the partner that they may go to, until the case ends', async () => {
  const { suspect, page, open, say, ask, close } = await withSuspects();
  await suspect('s1', 'investigating', 'A1', 'A2');
  const things = [`https://id.gs1.org/01/${gtin}/21/A1`];
  const { id } = await open('small', { kind: 'misalignment', subject: { things } });
  const { body } = await say(id, 'propose', { resolution: 'return-product' });
  expect((await page()).packs.some(({ mayGoTo }) => mayGoTo !== undefined)).toBe(false);
  await ask('POST /partner/desk-cases/{id}/messages', {
    ...{ role: 'partner-api', claims: { partner: 'small' }, path: { id } },
    body: { id: 'yes', act: 'accept', of: Object(body['proposal']).id },
  });
  expect((await page()).packs).toEqual([
    { gtin, serial: 'A1', case: 's1', mayGoTo: { party, case: id } },
    { gtin, serial: 'A2', case: 's1' },
  ]);
  await close(id, { outcome: 'withdrawn', reason: 'it stays with us' });
  expect((await page()).packs.some(({ mayGoTo }) => mayGoTo !== undefined)).toBe(false);
});

test('a partner’s client is not told', async () => {
  const { ask } = await withSuspects();
  const asked = { role: 'partner-api', claims: { partner: 'small' } };
  expect((await ask('GET /api/desk/withheld-packs', asked)).status).toBe(403);
});
