import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import { masterData } from '#common/store/master-data.ts';
import { call } from '../../test/kit/call.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { startReceiver } from '../../test/kit/receiver.ts';
import { showHealth, tryPartner } from './health.ts';
import { resendAll } from './resend.ts';

const HOUR = 3_600_000;
const health = '/api/partners/{partner}/health';
const resend = 'POST /api/partners/{partner}/resend';

let world: PartnerWorld;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let handler: ReturnType<typeof httpHandler>;
beforeAll(async () => {
  [world, receiver] = await Promise.all([startPartnerWorld(), startReceiver()]);
  const needs = { ...world.needs, master: masterData(world.world.table.db, tables.registry) };
  handler = httpHandler(
    {
      [`GET ${health}`]: { permission: 'deliveries:read', endpoint: showHealth(needs) },
      [`POST ${health}/try`]: { permission: 'deliveries:write', endpoint: tryPartner(needs) },
      [resend]: { permission: 'deliveries:write', endpoint: resendAll(needs) },
    },
    async () => false,
  );
});
afterAll(async () => {
  await receiver.stop();
  await world.stop();
});
afterEach(() => {
  world.woken.length = 0;
  receiver.reset();
});

const ask = ({ tenant }: Pick<House, 'tenant'>, route: string, partner = 'medico') =>
  call(handler, route, { tenant, path: { partner } });
const down = () => receiver.answers(() => ({ status: 500 }));
const house = (documents: number) => world.house(documents, { channel: 'https', url: receiver.url('inbox') });
const actsOf = async ({ tenant }: House) => {
  const { entries } = await audit(world.world.table.db, tables.registry).ofMonth(tenant, '2026-03', 100);
  return entries.map(({ act }) => act);
};

describe('the health of a partner', () => {
  test('tells that one is well of whom nothing was heard', async () => {
    const { body } = await ask(await house(1), `GET ${health}`);
    expect(body).toEqual({
      partner: 'medico',
      state: 'well',
      failures: 0,
      inHand: 0,
      waiting: 0,
      retrying: 0,
      parked: 0,
    });
  });

  test('tells since when one is spared and why, and how many wait', async () => {
    down();
    const acme = await house(9);
    await world.goOn(acme);
    const { status, body } = await ask(acme, `GET ${health}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'spared', failures: 5, why: 'status 500', inHand: 0, waiting: 4, parked: 0 });
    expect(body).toMatchObject({
      since: expect.stringMatching(/^2026-/),
      spared: { from: expect.stringMatching(/^2026-/) },
    });
  });

  test('is of nobody where there is no such partner', async () => {
    expect((await ask(await house(1), `GET ${health}`, 'nobody')).status).toBe(404);
  });
});

describe('a partner that a person has tried', () => {
  test('is sent what waits longest at once, and then all the rest', async () => {
    down();
    const acme = await house(9);
    await world.goOn(acme);
    receiver.reset();
    const { status, body } = await ask(acme, `POST ${health}/try`);
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: 'trying', waiting: 3 });
    await world.goOn(acme);
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ state: 'well', waiting: 0 });
    expect(receiver.received().length).toBeGreaterThanOrEqual(4);
    expect(await actsOf(acme)).toContain('partner-tried');
  });

  test('is told as it is, and nothing is noted, when it is not spared', async () => {
    const acme = await house(1);
    const { status, body } = await ask(acme, `POST ${health}/try`);
    expect([status, body]).toMatchObject([202, { state: 'well' }]);
    expect(await actsOf(acme)).not.toContain('partner-tried');
  });
});

describe('what was tried in vain and waits for its next try', () => {
  test('is told, and goes at once when a person has its partner tried, which is noted once', async () => {
    down();
    const acme = await house(2);
    await world.goOn(acme);
    receiver.reset();
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ state: 'failing', waiting: 0, retrying: 2 });
    expect((await ask(acme, `POST ${health}/try`)).status).toBe(202);
    expect((await ask(acme, `POST ${health}/try`)).status).toBe(202);
    await world.goOn(acme);
    expect(receiver.received()).toHaveLength(2);
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ state: 'well', retrying: 0 });
    expect((await actsOf(acme)).filter((act) => act === 'partner-tried')).toHaveLength(1);
  });

  test('goes when nothing else waits at the door of a spared partner, and its answer calls all others', async () => {
    down();
    const acme = await house(5);
    await world.goOn(acme);
    receiver.reset();
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ state: 'spared', waiting: 0, retrying: 5 });
    await ask(acme, `POST ${health}/try`);
    await world.goOn(acme);
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ state: 'well', waiting: 0, retrying: 0 });
    expect(receiver.received()).toHaveLength(5);
  });

  test('of another partner, or another tenant, is not its business', async () => {
    down();
    const [acme, other] = [await house(2), await house(1)];
    await world.goOn(acme);
    await world.goOn(other);
    expect((await ask(other, `GET ${health}`)).body).toMatchObject({ retrying: 1 });
  });
});

describe('everything that is parked for a partner', () => {
  test('is sent again when it is asked for, once, and the audit trail tells of each', async () => {
    receiver.answers(() => ({ status: 410 }));
    const acme = await house(7);
    await world.goOn(acme);
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ parked: 7 });
    receiver.reset();
    const first = await ask(acme, resend);
    const again = await ask(acme, resend);
    expect([first.status, first.body]).toMatchObject([202, { state: 'running', looked: 0, resent: 0 }]);
    expect(again.body).toEqual(first.body);
    await world.goOn(acme);
    const { body } = await ask(acme, `GET ${health}`);
    expect(body).toMatchObject({ parked: 0, resend: { state: 'done', looked: 7, resent: 7 } });
    expect(receiver.received()).toHaveLength(7);
    const acts = await actsOf(acme);
    expect(acts.filter((act) => act === 'delivery-resent')).toHaveLength(7);
    expect(acts.filter((act) => act === 'partner-resent')).toHaveLength(1);
  });

  test('is left alone where it is parked again meanwhile', async () => {
    receiver.answers(() => ({ status: 410 }));
    const acme = await house(3);
    await world.goOn(acme);
    await ask(acme, resend);
    await world.goOn(acme, HOUR);
    expect((await ask(acme, `GET ${health}`)).body).toMatchObject({ parked: 3, resend: { state: 'done', resent: 3 } });
    expect(receiver.received()).toHaveLength(6);
  });
});
