import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { REST_MS } from '#common/store/serial-blocks-free.ts';
import { serialPage } from '#shared/messages/site-api.ts';
import { exampleGtin } from '../../test/kit/builders.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';

let world: SerialsWorld;
let house: Awaited<ReturnType<SerialsWorld['house']>>;
let serials: string[];
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
  await house.request({ requestId: 'r', count: 20, line: 'l1', order: 'o1' });
  serials = await serialsOf('r');
});

const serialsOf = async (requestId: string) =>
  v.parse(serialPage, (await house.of('GET /api/serial-requests/{requestId}/serials', requestId)).body).serials;
const look = (code: string, tenant = house.tenant) => world.ask('GET /api/serials/{code+}', { tenant, path: { code } });
const back = (route: string, first: number) =>
  house.of(`POST /api/serial-requests/{requestId}/${route}`, 'r', {
    body: { id: route, reason: 'not needed', ranges: [{ first, last: first }] },
  });

describe('a code', () => {
  test('that was issued is told with its pool, request, block, time and to whom', async () => {
    expect(await look(`${exampleGtin}/${serials[3]}`)).toMatchObject({
      status: 200,
      body: {
        epc: `https://id.gs1.org/01/${exampleGtin}/21/${serials[3]}`,
        issued: true,
        pool: 'packs',
        generation: 1,
        counter: 3,
        requestId: 'r',
        block: {
          ...{ first: 0, last: 19, count: 20, state: 'delivered' },
          numbers: { consumed: 0, returned: 0, destroyed: 0, open: 20 },
        },
        issuedAt: '2026-03-01T10:00:00.000Z',
        to: { site: 'site-1', line: 'l1', order: 'o1', company: house.tenant },
        state: 'allocated',
      },
    });
  });

  test.each<[string, (serial: string) => string]>([
    ['element string with brackets', (serial) => `(01)${exampleGtin}(21)${serial}(17)281231(10)LOT1`],
    ['element string', (serial) => `01${exampleGtin}21${serial}`],
    ['Digital Link', (serial) => `https://id.gs1.org/01/${exampleGtin}/21/${serial}`],
    [
      'Digital Link whose slashes a gateway joined',
      (serial) => `https:/example.com/01/${exampleGtin}/21/${serial}?17=281231`,
    ],
    ['URN', (serial) => `urn:epc:id:sgtin:9521321.054321.${serial}`],
    ['pair', (serial) => `${exampleGtin}/${serial}`],
    ['pair, percent-encoded', (serial) => encodeURIComponent(`${exampleGtin}/${serial}`)],
  ])('is found by its %s', async (_, spell) => {
    expect(await look(spell(serials[0] ?? ''))).toMatchObject({ status: 200, body: { issued: true, counter: 0 } });
  });

  test('of a pallet is found by its SSCC', async () => {
    await house.request({ requestId: 'p', pool: 'sscc', count: 1 });
    const [sscc = ''] = await serialsOf('p');
    for (const code of [sscc, `(00)${sscc}`, `00${sscc}`])
      expect(await look(code)).toMatchObject({ body: { issued: true, sscc, pool: 'sscc', requestId: 'p' } });
  });

  test('is told as returned, destroyed, or what its events say', async () => {
    await back('returns', 1);
    await back('destructions', 2);
    await house.commission([serials[4] ?? '']);
    const state = async (i: number) => (await look(`${exampleGtin}/${serials[i]}`)).body;
    expect(await state(1)).toMatchObject({ state: 'returned', part: { reason: 'not needed' } });
    expect(await state(2)).toMatchObject({ state: 'destroyed' });
    expect(await state(4)).toMatchObject({ state: 'commissioned', disposition: 'active', lot: 'LOT1' });
  });

  test('that was drawn a second time is of who drew it last', async () => {
    await back('returns', 1);
    world.forward(REST_MS);
    await house.request({ requestId: 'second', count: 1 });
    expect(await look(`${exampleGtin}/${serials[1]}`)).toMatchObject({
      body: { requestId: 'second', state: 'allocated' },
    });
  });

  test.each(['AAAAAAAAAAAAA', 'x'])('%s was not issued, and that is all that is told', async (serial) => {
    const epc = `https://id.gs1.org/01/${exampleGtin}/21/${serial}`;
    expect(await look(`${exampleGtin}/${serial}`)).toMatchObject({ status: 200, body: { epc, issued: false } });
  });

  test('of another tenant was not issued here, and nothing else is told', async () => {
    const other = await world.house();
    const answer = await look(`${exampleGtin}/${serials[0]}`, other.tenant);
    expect(Object.keys(Object(answer.body)).toSorted()).toEqual(['epc', 'issued']);
    expect(answer).toMatchObject({ status: 200, body: { issued: false } });
  });

  test.each([
    '(01)09521321543219(21)A',
    '010952132154321921A',
    '09521321543219/A',
    'https://id.gs1.org/01/09521321543219/21/A',
    'https:/x.example/01/09521321543219/21/A',
    encodeURIComponent('(01)09521321543219(21)A'),
  ])('%s is refused with the check digit that its digits give', async (code) => {
    expect(await look(code)).toMatchObject({
      status: 400,
      body: {
        at: 'code',
        detail: expect.stringMatching(/09521321543219.* (be|give) 8/),
        rule: 'GS1 GS §7.9',
        remedy: expect.stringContaining('one of its digits is wrong'),
      },
    });
  });

  test.each(['nonsense', `${exampleGtin}/`, `(01)${exampleGtin}(10)LOT1`])('%s is refused', async (code) => {
    expect(await look(code)).toMatchObject({
      status: 400,
      body: { at: 'code', remedy: expect.stringContaining('element string') },
    });
  });
});
