import { beforeAll, describe, expect, test } from 'vitest';
import { quality } from '../../../infra/local/demo/facts.ts';
import { personOf } from '../../../infra/local/demo/person.ts';
import type { Product } from '../../kit/product.ts';

/** What the grant is narrowed to, and what else the owner has. */
const inside = { gtin: '09521321543218', lot: 'OPENLOT', pool: 'acmeprazole-packs', request: 'open-request' };
const outside = { gtin: '09521321400016', lot: 'HIDDENLOT', pool: 'hidden-packs', request: 'hidden-request' };
const hidden = /HIDDENLOT|hidden-|09521321400016|acme-logistic-units|urn:epc:id:sscc/;

/** Every list that a narrowed grant can reach, with how many it holds for this one. */
const lists = [
  ['/api/lots', 'lots', 1],
  ['/api/orders', 'orders', 1],
  ['/api/pools', 'pools', 1],
  ['/api/serial-requests', 'requests', 1],
  ['/api/refills', 'refills', 0],
] as const;

/** Every single thing, inside and outside. */
const things = (of: typeof inside) => [
  `/api/lots/${of.lot}`,
  `/api/lots/${of.lot}/units`,
  `/api/lots/${of.lot}/units?gtin=${of.gtin}`,
  `/api/lots/${of.lot}/summary`,
  `/api/lots/${of.lot}/summary?gtin=${of.gtin}`,
  `/api/pools/${of.pool}`,
  `/api/serial-requests/${of.request}`,
  `/api/serial-requests/${of.request}/serials`,
];

/** What a grant that is narrowed shows of its owner's data, whose credentials are in the folder `data`. */
export function narrowedGrants(running: () => Product, data: string): void {
  async function ask(method: string, path: string, body?: object, as: { role?: string; tenant?: string } = {}) {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (as.tenant !== undefined) headers['seriate-acting-for'] = 'acme-pharma';
    const answer = await running().fetch(path, { method, headers, ...as, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, text, body: text.startsWith('{') ? Object(JSON.parse(text)) : {} };
  }

  /** As the owner does it; whatever it answers must be good. */
  async function own(method: string, path: string, body?: object) {
    const answer = await ask(method, path, body, { role: 'administrator' });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  const asPacker = (path: string) => ask('GET', path, undefined, { tenant: 'packright' });
  const permissions = ['orders:read', 'events:query', 'pools:read', 'serials:request'];
  const grant = (more: object) => own('PUT', '/api/grants/packright', { permissions, ...more });

  beforeAll(async () => {
    const path = `/api/products/${outside.gtin}`;
    await own('PUT', path, {
      companyPrefix: '9521321',
      name: 'Secretol',
      commonName: 'Secretum',
      form: 'Tablet',
      strength: '1 mg',
      packType: 'Carton',
      packSize: 1,
      markets: ['DE'],
    });
    const { version, revision } = await own('POST', `${path}/submit`, {});
    const quinn = personOf(running().url, data, quality.username);
    await quinn.call('POST', `${path}/approve`, { version, revision });
    await own('PUT', `/api/pools/${outside.pool}`, { kind: 'random', gtin: outside.gtin });
    for (const { gtin, lot, pool, request } of [inside, outside]) {
      await own('POST', '/api/orders', {
        order: `order-${lot}`,
        site: 'packright-rotterdam',
        line: 'line-1',
        owner: 'acme-pharma',
        packer: 'packright',
        gtin,
        lot,
        expiry: '2029-12-31',
        quantity: 10,
        pool,
        ssccPool: 'acme-logistic-units',
        companyPrefix: '9521321',
        unitsPerCase: 5,
        casesPerPallet: 2,
      });
      const drawn = { pool, count: 10, site: 'packright-rotterdam', order: `order-${lot}` };
      await own('POST', '/api/serial-requests', { requestId: `hidden-own-${request}`, ...drawn });
      await grant({});
      const packed = await ask(
        'POST',
        '/api/serial-requests',
        { requestId: request, ...drawn },
        { tenant: 'packright' },
      );
      if (packed.status >= 300) throw new Error(packed.text);
    }
  }, 420_000);
  describe.each([
    ['products', { gtins: [inside.gtin] }],
    ['products and lots', { gtins: [inside.gtin], lots: [inside.lot] }],
  ])('a grant that is narrowed to %s', (_, scope) => {
    test.each(lists)('shows of %s what is inside and nothing of the rest', async (path, name, count) => {
      await grant({ scope });
      const { status, body, text } = await asPacker(path);
      expect([status, body[name].length]).toEqual([200, count]);
      // An order names the pool of its cases: that is its own affair.
      const others = name === 'lots' || name === 'orders' ? text.replaceAll('acme-logistic-units', '') : text;
      expect(others).not.toMatch(hidden);
    });

    test('shows each thing inside, and of none outside anything but that it is not to be had', async () => {
      await grant({ scope });
      for (const path of things(inside)) expect([path, (await asPacker(path)).status]).toEqual([path, 200]);
      for (const path of things(outside)) {
        const { status, text } = await asPacker(path);
        expect([path, [403, 404].includes(status)]).toEqual([path, true]);
        expect(text).not.toMatch(/Secretol|quantity|"units"|"count"|"serials"|acme-logistic-units/);
      }
    });

    test('refuses whole what cannot be cut down', async () => {
      await grant({ scope });
      for (const path of ['/epcis/events', '/epcis/queries', '/api/units/01/09521321543218/21/1', '/api/recalls']) {
        const { status, text } = await asPacker(path);
        expect([path, status]).toEqual([path, 403]);
        expect(text).not.toMatch(hidden);
      }
    });

    test.each([
      ['has expired', { until: '2026-01-02T00:00:00Z' }],
      ['has not begun', { from: '2126-01-02T00:00:00Z' }],
    ])('shows nothing at all when it %s', async (__, time) => {
      await grant({ scope, ...time });
      for (const path of [...lists.map(([one]) => one), ...things(inside)]) {
        const { status, text } = await asPacker(path);
        expect([path, status]).toEqual([path, 403]);
        expect(text).not.toMatch(/"lots"|"orders"|"pools"|"requests"|Acmeprazole/);
      }
    });
  });

  test('serials of a pool outside are not given out', async () => {
    await grant({ scope: { gtins: [inside.gtin] } });
    const wanted = { requestId: 'sneaky', pool: outside.pool, count: 1, site: 'packright-rotterdam' };
    expect(await ask('POST', '/api/serial-requests', wanted, { tenant: 'packright' })).toMatchObject({ status: 403 });
    expect((await asPacker('/api/serial-requests')).text).not.toContain('sneaky');
  });
}
