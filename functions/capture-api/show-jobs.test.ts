import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { captureJobKey } from '#common/store/keys.ts';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { captureCalls, jobIn } from '../../test/kit/capture-calls.ts';
import { type CaptureWorld, startCaptureWorld } from '../../test/kit/capture-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const at = () => new Date(world.clock.ms);
const api = (route: string, more: object = {}) => captureCalls(world)(route, { tenant, ...more });
const document = () =>
  documentOf([commissionEvent({ epcs: ['urn:epc:id:sgtin:9521321.054321.1'], at: minute(0), ...here })]);
const post = (body: unknown, headers: Record<string, string> = {}) => api('POST /epcis/capture', { body, headers });
const list = (query: Record<string, string>) => api('GET /epcis/capture', { query });
const overdue = async () => {
  const rows = await dueRows(world.engine.db, tables.deliveries).overdue(
    tenant,
    new Date(world.clock.ms + 60_000),
    100,
  );
  return rows.map(({ wake }) => wake);
};

describe('a job', () => {
  const show = (captureID: string, headers = {}) =>
    api('GET /epcis/capture/{captureID}', { path: { captureID }, headers });

  test('is running and good until it is finished', async () => {
    const captureID = jobIn(await post(document(), { 'gs1-capture-error-behaviour': 'proceed' }));
    expect((await show(captureID)).body).toEqual({
      '@context': { seriate: 'urn:seriate:epcis:' },
      'seriate:by': `${tenant}-client`,
      captureID,
      running: true,
      success: true,
      createdAt: expect.stringMatching(/^2026-03-01T10/),
      captureErrorBehaviour: 'proceed',
      errors: [],
    });
  });

  test('tells its errors when it has any', async () => {
    const captureID = jobIn(await post(document()));
    const error = {
      type: 'epcisException:ResourceAlreadyExistsException',
      title: 'Conflict',
      status: 409,
      detail: 'x',
    };
    await world.jobs.finish(tenant, captureID, { eventIds: [], errors: [error] }, at());
    expect((await show(captureID)).body).toMatchObject({ running: false, success: false, errors: [error] });
    expect(await overdue()).toEqual([]);
  });

  test('with too many errors for a row still tells them all', async () => {
    const captureID = jobIn(await post(document()));
    const errors = Array.from({ length: 500 }, (_, i) => ({
      type: 't',
      title: 'x',
      status: 409,
      detail: `event ${i}`,
    }));
    await world.jobs.finish(tenant, captureID, { eventIds: ['urn:uuid:1'], errors }, at());
    expect((await show(captureID)).body).toMatchObject({ errors });
    expect(await list({})).toMatchObject({ body: [{ errorFile: `/epcis/capture/${captureID}/errors` }] });
    expect(await world.jobs.eventIds(tenant, captureID, 0, 10)).toEqual(['urn:uuid:1']);
  });

  test('with more errors than it tells itself names where they can be read, a page at a time', async () => {
    const captureID = jobIn(await post(document()));
    const errors = Array.from({ length: 1_100 }, (_, i) => ({
      type: 't',
      title: 'x',
      status: 409,
      detail: `event ${i}`,
    }));
    await world.jobs.finish(tenant, captureID, { eventIds: [], errors }, at());
    const { body } = await show(captureID);
    expect(body).toMatchObject({ success: false, errorFile: `/epcis/capture/${captureID}/errors` });
    expect(body).not.toHaveProperty('errors');
    const page = (query: Record<string, string>) =>
      api('GET /epcis/capture/{captureID}/errors', { path: { captureID }, query });
    const first = await page({ perPage: '500' });
    expect(first.body).toEqual(errors.slice(0, 500));
    const next = /nextPageToken=([^>]*)>; rel="next"/.exec(String(first.headers['Link']))?.[1] ?? '';
    expect((await page({ perPage: '500', nextPageToken: next })).body).toEqual(errors.slice(500, 1000));
    const last = await page({ perPage: '1000', nextPageToken: next });
    expect([last.body, last.headers['GS1-Next-Page-Token-Expires']]).toEqual([
      errors.slice(500, 1000),
      expect.any(String),
    ]);
    const after = /nextPageToken=([^>]*)>/.exec(String(last.headers['Link']))?.[1] ?? '';
    const rest = await page({ nextPageToken: after, perPage: '500' });
    expect([rest.body, rest.headers['Link']]).toEqual([errors.slice(1000), undefined]);
    expect(await page({ nextPageToken: Buffer.from('500').toString('base64url') })).toMatchObject({ status: 400 });
    expect(await list({ nextPageToken: next })).toMatchObject({ status: 400, body: { at: 'nextPageToken' } });
  });

  test('tells how much was stored and what its document said of itself, in JSON and in XML', async () => {
    const said = { sender: 'urn:epc:id:pgln:9521321.00001', receiver: 'Medico', instanceIdentifier: '4711' };
    const captureID = jobIn(await post(document().replace('{', `{${JSON.stringify(said).slice(1, -1)},`)));
    await world.work({ tenant, captureId: captureID });
    expect((await show(captureID)).body).toMatchObject({
      running: false,
      'seriate:eventsStored': 1,
      'seriate:errors': 0,
      'seriate:sender': said.sender,
      'seriate:receiver': said.receiver,
      'seriate:instanceIdentifier': said.instanceIdentifier,
    });
    const xml = await show(captureID, { accept: 'application/xml' });
    expect(xml.headers['content-type']).toBe('application/xml');
    expect(xml.body).toContain('<seriate:receiver>Medico</seriate:receiver>');
  });

  test('of another tenant, or none, is not found', async () => {
    expect(await show('nothing')).toMatchObject({ status: 404, body: { type: 'epcisException:NoSuchNameException' } });
  });

  test('under a name longer than any is not found, nor are its errors', async () => {
    const captureID = 'x'.repeat(2000);
    expect(await show(captureID)).toMatchObject({ status: 404 });
    const errors = await api('GET /epcis/capture/{captureID}/errors', { path: { captureID } });
    expect(errors).toMatchObject({ status: 404 });
  });

  test('once finished stays due for the planner until it is planned', async () => {
    const captureId = jobIn(await post(document()));
    await world.jobs.finish(tenant, captureId, { eventIds: ['urn:uuid:1'], errors: [] }, at());
    expect(await overdue()).toEqual([{ queue: 'plan', message: JSON.stringify({ tenant, captureId }) }]);
    await world.jobs.markPlanned(tenant, captureId, at());
    expect(await overdue()).toEqual([]);
    expect(await world.jobs.eventIds(tenant, captureId, 0, 10)).toEqual(['urn:uuid:1']);
    await world.jobs.markPlanned(tenant, 'never made', at());
    expect(await world.jobs.get(tenant, 'never made')).toBeUndefined();
  });

  test('finished by a second worker stays as the first one left it', async () => {
    const captureId = jobIn(await post(document()));
    await world.jobs.finish(tenant, captureId, { eventIds: ['urn:uuid:1'], errors: [] }, at());
    await world.jobs.markPlanned(tenant, captureId, at());
    await world.jobs.finish(tenant, captureId, { eventIds: ['urn:uuid:2'], errors: [] }, at());
    expect(await world.jobs.eventIds(tenant, captureId, 0, 10)).toEqual(['urn:uuid:1']);
    expect(await overdue()).toEqual([]);
  });

  test('keeps the record time of whoever took it up first', async () => {
    const captureId = jobIn(await post(document()));
    const first = await world.jobs.begin(tenant, captureId, at());
    const second = await world.jobs.begin(tenant, captureId, new Date(world.clock.ms + 5000));
    expect(second?.recordTime).toBe(first?.recordTime);
    expect(await world.jobs.begin(tenant, 'never made', at())).toBeUndefined();
  });
});

describe('the list of jobs', () => {
  const linkOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }) => headers['Link'];

  test('tells those that are not through, page by page, and no other', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift(jobIn(await post(document())));
    const [, through = ''] = ids;
    await world.jobs.finish(tenant, through, { eventIds: ['urn:uuid:1'], errors: [] }, at());
    const running = ids.filter((id) => id !== through);
    const first = await list({ running: 'true', perPage: '3' });
    expect(first.body).toMatchObject(running.slice(0, 3).map((captureID) => ({ captureID, running: true })));
    const link = /^<\/epcis\/capture\?(.*)>; rel="next"$/.exec(String(linkOf(first)))?.[1] ?? '';
    const second = await list(Object.fromEntries(new URLSearchParams(link)));
    expect(second.body).toMatchObject(running.slice(3).map((captureID) => ({ captureID })));
    expect(linkOf(second)).toBeUndefined();
    expect(await list({ running: 'false' })).toMatchObject({ status: 400 });
  });

  test('tells all that are not through, however much else is due before them', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) ids.unshift(jobIn(await post(document())));
    const others = Array.from({ length: 75 }, (_, n) => ({
      ...{ pk: `${tenant}#other-work`, sk: String(n), duePk: `${tenant}#due`, dueAt: '2026-01-01T00:00:00.000Z' },
      filler: 'x'.repeat(60_000),
    }));
    await putRows(world.engine.db, tables.deliveries, others);
    const found: unknown[] = [];
    let query: Record<string, string> | undefined = { running: 'true', perPage: '1' };
    while (query !== undefined) {
      const page = await list(query);
      found.push(...Object(page.body).map((job: unknown) => Object(job).captureID));
      const link = /^<\/epcis\/capture\?(.*)>; rel="next"$/.exec(String(linkOf(page)))?.[1];
      query = link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link));
    }
    expect(found).toEqual(ids);
  });

  test('is paged newest first, and the last page links to none', async () => {
    const ids = [];
    for (let i = 0; i < 4; i++) ids.unshift(jobIn(await post(document())));
    const first = await list({ perPage: '2' });
    expect(first.body).toMatchObject([{ captureID: ids[0] }, { captureID: ids[1] }]);
    const link = /^<\/epcis\/capture\?(.*)>; rel="next"$/.exec(String(linkOf(first)))?.[1] ?? '';
    await post(document());
    const second = await list(Object.fromEntries(new URLSearchParams(link)));
    expect(second.body).toMatchObject([{ captureID: ids[2] }, { captureID: ids[3] }]);
    expect(linkOf(second)).toBeUndefined();
  });

  test('shows jobs of lines among those made over HTTP, by when they were made, on pages without gap or repetition', async () => {
    const line = (name: string, sequence: number) =>
      world.jobs.putLine(
        tenant,
        lineJobId({ tenant, site: 'basel', line: name }, sequence),
        { digest: 'x', recordTime: at().toISOString(), outcome: { eventIds: [], errors: [] }, planned: true },
        new Date(world.clock.ms++),
      );
    const made: string[] = [];
    for (let i = 8; i < 12; i++) {
      await line('1', i);
      made.unshift(`line~${tenant}~basel~1~00000000000000${String(i).padStart(2, '0')}`);
      if (i % 2 === 0) made.unshift(jobIn(await post(document())));
      if (i < 10) continue;
      await line('2', i);
      made.unshift(`line~${tenant}~basel~2~00000000000000${i}`);
    }
    for (const perPage of ['1', '3', '20']) {
      const seen: string[] = [];
      for (let query: Record<string, string> = { perPage }; ; ) {
        const page = await list(query);
        seen.push(...(Array.isArray(page.body) ? page.body : []).map(({ captureID }) => captureID));
        const link = /^<[^?]*\?(.*)>; rel="next"$/.exec(String(linkOf(page)))?.[1];
        if (link === undefined) break;
        query = Object.fromEntries(new URLSearchParams(link));
        await line('3', Number(perPage) + seen.length);
      }
      expect(seen.filter((id) => !id.includes('~3~'))).toEqual(made);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  test('is paged however many lines there are, which are found in lanes', async () => {
    const lines = Array.from({ length: 240 }, (_, n) => ({
      site: `site-${n % 12}`,
      line: `packaging-line-number-${n}`,
    }));
    const made = lines.flatMap((line, n) =>
      [1, 2].map((sequence) => ({
        ...captureJobKey(tenant, lineJobId({ tenant, ...line }, 1_000_000 * n + sequence)),
        ...{ behaviour: 'rollback', running: false, success: true, planned: true, eventIds: [], errors: [] },
        createdAt: new Date(world.clock.ms + 1_000 * (240 * sequence + n)).toISOString(),
      })),
    );
    await putRows(world.engine.db, tables.deliveries, made);
    const newestFirst = made.toSorted((a, b) => (a.createdAt > b.createdAt ? -1 : 1)).map(({ sk }) => sk);
    const seen: string[] = [];
    for (let query: Record<string, string> | undefined = { perPage: '100' }; query !== undefined; ) {
      const page = await list(query);
      expect(page.status).toBe(200);
      const link = /^<[^?]*\?(.*)>; rel="next"$/.exec(String(linkOf(page)))?.[1];
      expect(String(link).length).toBeLessThan(4_000);
      seen.push(...(Array.isArray(page.body) ? page.body : []).map(({ captureID }) => captureID));
      query = link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link));
    }
    expect(seen).toEqual(newestFirst);
  });

  test.each([
    ['perpage', { perpage: '2' }],
    ['perPage', { perPage: '0' }],
    ['perPage', { perPage: 'many' }],
    ['nextPageToken', { nextPageToken: '!' }],
    ['nextPageToken', { nextPageToken: Buffer.from('x'.repeat(2000)).toString('base64url') }],
  ])('refuses a bad %s', async (name, query) => {
    expect(await list(query)).toMatchObject({
      status: 400,
      body: { type: 'epcisException:QueryParameterException', at: name },
    });
  });
});
