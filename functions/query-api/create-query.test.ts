import { afterAll, beforeAll, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { MOST_QUERIES, namedQueryItem } from '#common/store/named-queries.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { type QueryWorld, startQueryWorld } from '../../test/kit/query-world.ts';

let world: QueryWorld;
beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());

test('a tenant may keep so many queries, and is told so; those of SOAP are not among them', async () => {
  const acme = await world.repository();
  const create = (name: string) => acme.ask('POST /epcis/queries', { body: { name, query: {} } });
  const keep = (...names: string[]) =>
    putRows(
      world.engine.db,
      tables.registry,
      names.map((name) =>
        namedQueryItem(acme.tenant, { name, message: { queryName: name, params: {} }, createdAt: minute(0), by: 'me' }),
      ),
    );
  await keep(...Array.from({ length: MOST_QUERIES - 1 }, (_, i) => `q-${i}`), 'soap:1', 'soap:2');
  expect(await create('last')).toMatchObject({ status: 201 });
  expect(await create('beyond')).toMatchObject({
    status: 403,
    body: { detail: `a tenant may keep ${MOST_QUERIES} queries at most`, remedy: expect.stringContaining('delete') },
  });
  expect(await create('last')).toMatchObject({ status: 409 });
  await acme.ask('DELETE /epcis/queries/{queryName}', { path: { queryName: 'q-0' } });
  expect(await create('beyond')).toMatchObject({ status: 201 });
});
