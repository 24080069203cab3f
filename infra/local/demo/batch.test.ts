import { expect, test } from 'vitest';
import { currentLot, deliveriesOf, type Lot, ship } from './batch.ts';

const PAGE = 100;

const lotOf = (i: number): Lot => ({
  lot: `DEMO${String(i).padStart(4, '0')}`,
  gtin: '09521321543218',
  expiry: '2028-12-31',
  quantity: 24,
  state: 'released',
  createdAt: new Date(i * 1000).toISOString(),
  releasedAt: '2026-01-01T00:00:00Z',
});

/** An API that hands its lists out by the page, as the real one does. */
function apiOf(lots: Lot[], deliveries: { deliveryId: string; kind: string; state: string; subject: object }[]) {
  const posted: { path: string; body: unknown }[] = [];
  const paged = (rows: readonly object[], after: string | null) => {
    const from = Number(after ?? 0);
    const more = from + PAGE < rows.length;
    return { rows: rows.slice(from, from + PAGE), ...(more && { next: `${from + PAGE}` }) };
  };
  const call = async (method: string, path: string, body?: unknown) => {
    if (method === 'POST') posted.push({ path, body });
    const { pathname, searchParams } = new URL(path, 'http://api');
    const [lot, kind, after] = ['lot', 'kind', 'after'].map((name) => searchParams.get(name));
    if (pathname === '/api/lots') {
      const { rows, ...next } = paged(lots, after ?? null);
      return { status: 200, body: { lots: rows, ...next } };
    }
    if (pathname === '/api/deliveries') {
      const wanted = deliveries.filter(
        (one) => (!lot || ('lot' in one.subject && one.subject.lot === lot)) && (!kind || one.kind === kind),
      );
      const { rows, ...next } = paged(wanted, after ?? null);
      return { status: 200, body: { deliveries: rows, ...next } };
    }
    return { status: 200, body: lots.at(-1) ?? lotOf(lots.length + 1) };
  };
  return { client: { clientId: '', clientSecret: '', call }, posted };
}

const submission = (i: number) => ({
  deliveryId: `s${i}`,
  kind: 'submission',
  state: 'acknowledged',
  subject: { lot: lotOf(i).lot },
});

async function shipmentOf(lot: Lot): Promise<string> {
  const { client, posted } = apiOf([lot], []);
  await ship(client, lot);
  return /urn:uuid:[0-9a-f-]+/.exec(JSON.stringify(posted))?.[0] ?? '';
}

test('the deliveries of a lot are found whatever page they stand on', async () => {
  const lot = lotOf(250);
  const shipped = (i: number, eventId: string) => ({
    deliveryId: `d${i}`,
    kind: 'delivery',
    state: 'delivered',
    subject: { eventIds: [eventId] },
  });
  const many = Array.from({ length: 249 }, (_, i) => [submission(i + 1), shipped(i + 1, `urn:uuid:${i}`)]).flat();
  const { client } = apiOf([], [...many, submission(250), shipped(250, await shipmentOf(lot))]);
  const found = await deliveriesOf(client, lot);
  expect(found.map(({ deliveryId }) => deliveryId).sort()).toEqual(['d250', 's250']);
});

test('a new lot is numbered after all lots and not after the first page', async () => {
  const lots = Array.from({ length: 150 }, (_, i) => lotOf(i + 1));
  const shipped = {
    deliveryId: 'd',
    kind: 'delivery',
    state: 'delivered',
    subject: { eventIds: [await shipmentOf(lotOf(150))] },
  };
  const { client, posted } = apiOf(lots, [submission(150), shipped]);
  await currentLot(client, 24, new Date('2026-01-01'));
  expect(posted).toEqual([{ path: '/api/orders', body: expect.objectContaining({ lot: 'DEMO0151' }) }]);
});

test('a lot that a person ordered is not taken for the batch under way', async () => {
  const theirs = [
    { ...lotOf(2), lot: 'RU2' },
    { ...lotOf(3), lot: 'DEMO9', gtin: '09521321999999' },
  ];
  const { client, posted } = apiOf([lotOf(1), ...theirs], []);
  expect((await currentLot(client, 24, new Date('2026-01-01'))).lot).toBe(lotOf(1).lot);
  expect(posted).toEqual([]);
});
