import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { APPROVE_PARTIAL, containerSubject } from '../../line/awaited.ts';
import { IDLE_MS } from '../../people/sessions.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { type SiteApi, siteApi } from '../../testing/site-api.ts';
import { hire, PASSWORD } from '../../testing/staff.ts';
import type { HandledLine } from './routes/lines.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let api: SiteApi;
let told: string[];
let awaited: ReturnType<HandledLine['awaited']>;
let refusal: Refusal | undefined;
beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  told = [];
  awaited = undefined;
  refusal = undefined;
  const line: HandledLine = {
    name: 'line-1',
    state: 'Idle',
    control: { mode: 'Produce', stands: undefined, who: 'agent' },
    command: (command, who) => void told.push(`${command} by ${who}`),
    setMode: (mode, who) => void told.push(`${mode} by ${who}`),
    acknowledge: (who, seen) => {
      told.push(`${seen} acknowledged by ${who}`);
      return refusal;
    },
    explain: (alarms, { by, name, meaning, reason }) => {
      told.push(`${alarms} explained by ${by} (${name}): ${meaning}, ${reason}`);
      return refusal;
    },
    awaited: () => awaited,
    wake: () => void told.push('woken'),
  };
  api = await siteApi(stores, [line]);
});
afterEach(async () => {
  await api.close();
  stores.db.close();
  home.remove();
});

const signature = (meaning: string, more: object = {}) => ({ signature: { password: PASSWORD, meaning, ...more } });
const command = { command: 'hold' };
const commands = '/api/lines/line-1/commands';

describe('without people', () => {
  test('whoever stands at the line acknowledges and commands, unsigned', async () => {
    expect(await api.ask('POST', commands, command)).toMatchObject({
      status: 202,
      body: { line: 'line-1', state: 'Idle' },
    });
    const path = '/api/lines/line-1/alarms/acknowledge';
    expect(await api.ask('POST', path)).toMatchObject({ status: 400 });
    expect(await api.ask('POST', path, {})).toMatchObject({ status: 400, body: { at: '/alarms' } });
    expect((await api.ask('POST', path, { alarms: [3, 4] })).status).toBe(202);
    expect(told).toEqual(['hold by operator at the line', '3,4 acknowledged by operator at the line']);
  });

  test.each([
    ['POST', '/api/people', {}],
    ['POST', '/api/recipes/r/versions/1/approve', signature('approved')],
    ['POST', '/api/batches/1/clearance', {}],
    ['POST', '/api/lines/line-1/mode', { mode: 'Manual' }],
  ])('%s %s is refused, with how to get people', async (method, path, body) => {
    expect(await api.ask(method, path, body)).toMatchObject({
      status: 403,
      body: { type: 'urn:seriate:problem:signature-needed', remedy: expect.stringContaining('`people`') },
    });
  });
});

describe('with people', () => {
  beforeEach(async () => {
    await hire(api.people, 'olga', 'operator');
    await hire(api.people, 'quinn', 'qa');
    await hire(api.people, 'egon', 'engineer', 'lead');
  });

  test('nobody does anything without signing in, and looking at the line needs nobody', async () => {
    expect(await api.ask('POST', commands, command)).toMatchObject({
      status: 401,
      body: { remedy: expect.any(String) },
    });
    expect((await api.ask('GET', '/api/batches')).status).toBe(401);
    expect((await api.ask('GET', '/api/lines')).status).toBe(200);
    expect(told).toEqual([]);
  });

  test('who is signed in does what the roles allow, under the own name', async () => {
    const [olga, quinn] = [await api.as('olga'), await api.as('quinn')];
    expect((await olga('POST', commands, command)).status).toBe(202);
    expect(told).toEqual(['hold by olga']);
    expect(await quinn('POST', commands, command)).toMatchObject({
      status: 403,
      body: { rule: 'needs one of the roles operator, lead, engineer' },
    });
  });

  test('who looked into an alarm explains it under a signature, which an engineer may not', async () => {
    const [olga, egon] = [await api.as('olga'), await api.as('egon')];
    const path = '/api/lines/line-1/alarms/explain';
    const explanation = 'the pack lay beside the bin and is destroyed';
    const body = { alarms: [3, 4], explanation, ...signature('looked into') };
    expect(await olga('POST', path, body)).toMatchObject({
      status: 201,
      body: { alarms: [3, 4], signature: { by: 'olga', meaning: 'looked into', reason: explanation, at } },
    });
    expect(told).toEqual([`3,4 explained by olga (olga Smith): looked into, ${explanation}`]);
    expect(await olga('POST', path, { ...body, explanation: 'ok' })).toMatchObject({
      status: 400,
      body: { at: '/explanation' },
    });
    expect((await olga('POST', path, { ...body, ...signature('looked into', { password: 'wrong' }) })).status).toBe(
      401,
    );
    await hire(api.people, 'edda', 'engineer');
    expect((await (await api.as('edda'))('POST', path, body)).status).toBe(403);
    expect(told).toHaveLength(1);
    expect((await egon('POST', path, body)).status).toBe(201);
    refusal = refuse('signature-needed', 'bin-disagrees has to be explained', { remedy: 'Explain it.' });
    expect(await egon('POST', '/api/lines/line-1/alarms/acknowledge', { alarms: [1] })).toMatchObject({
      status: 403,
      body: { type: 'urn:seriate:problem:signature-needed', remedy: 'Explain it.' },
    });
  });

  test('batches are listed page by page, newest first, of one line or of all', async () => {
    for (const order of ['order-1', 'order-2', 'order-3']) assign(stores, anOrder({ order }));
    assign(stores, anOrder({ order: 'order-4', line: 'line-2' }));
    const olga = await api.as('olga');
    const numbers = async (query: string) => {
      const { body } = await olga('GET', `/api/batches?${query}`);
      return [
        v.parse(v.array(v.object({ batch: v.number() })), body['batches']).map(({ batch }) => batch),
        body['next'],
      ];
    };
    expect(await numbers('line=line-1&limit=2')).toEqual([[3, 2], 2]);
    expect(await numbers('line=line-1&limit=2&before=2')).toEqual([[1], undefined]);
    expect(await numbers('')).toEqual([[4, 3, 2, 1], undefined]);
    expect((await olga('GET', '/api/batches?limit=1000')).status).toBe(400);
    expect((await olga('GET', '/api/batches?before=then')).status).toBe(400);
  });

  test('is told the own rights, and is out after signing out', async () => {
    const token = await api.tokenOf('olga');
    const { body } = await api.ask('GET', '/api/session', undefined, token);
    expect(body).toMatchObject({ person: { username: 'olga', roles: ['operator'] } });
    expect(body['rights']).toContain('clear-line');
    expect(JSON.stringify(body)).not.toContain('scrypt');
    expect((await api.ask('DELETE', '/api/session', undefined, token)).status).toBe(204);
    expect((await api.ask('GET', '/api/session', undefined, token)).status).toBe(401);
  });

  test('a page that looks every second keeps nobody signed in; a touch does', async () => {
    const olga = await api.as('olga');
    api.clock.now += IDLE_MS - 1;
    expect((await olga('POST', '/api/session/seen')).status).toBe(204);
    api.clock.now += IDLE_MS - 1;
    expect((await olga('GET', '/api/batches')).status).toBe(200);
    api.clock.now += 1;
    expect((await olga('GET', '/api/batches')).status).toBe(401);
  });

  test('an engineer lets somebody go, and cannot do that to himself', async () => {
    const [egon, olga] = [await api.as('egon'), await api.as('olga')];
    expect(await egon('PATCH', '/api/people/olga', { active: false })).toMatchObject({
      status: 200,
      body: { active: false },
    });
    expect((await olga('POST', commands, command)).status).toBe(401);
    expect(await egon('PATCH', '/api/people/egon', { roles: [] })).toMatchObject({ status: 403 });
    expect((await olga('GET', '/api/people')).status).toBe(401);
  });

  test('a recipe is written by one and approved by another, with the password once more', async () => {
    const [egon, quinn] = [await api.as('egon'), await api.as('quinn')];
    const recipe = { ...standardRecipe(anOrder()), recipe: 'cartons' };
    expect(await egon('POST', '/api/recipes', { ...recipe, elements: ['01'] })).toMatchObject({
      status: 400,
      body: { at: '/elements', rule: expect.any(String) },
    });
    expect(await egon('POST', '/api/recipes', recipe)).toMatchObject({
      status: 201,
      body: { state: 'draft', author: 'egon' },
    });
    const approve = '/api/recipes/cartons/versions/1/approve';
    expect((await egon('POST', approve, signature('approved'))).status).toBe(403);
    expect((await quinn('POST', approve, signature('approved', { password: 'wrong' }))).status).toBe(401);
    expect(await quinn('POST', approve, signature('approved for use'))).toMatchObject({
      status: 200,
      body: { state: 'approved', approval: { by: 'quinn', name: 'quinn Smith', meaning: 'approved for use' } },
    });
    expect(await quinn('POST', '/api/recipes/cartons/versions/1/retire', signature('retired'))).toMatchObject({
      status: 400,
      body: { at: '/signature/reason' },
    });
    expect((await quinn('GET', '/api/recipes/cartons/versions/1')).body).toMatchObject({
      recipe: { gtins: [anOrder().gtin] },
    });
  });

  describe('line clearance', () => {
    const items = ['No cartons of another lot', 'Bin empty'];
    const done = items.map((item) => ({ item, done: true }));
    const path = '/api/batches/1/clearance';
    beforeEach(() => {
      assign(stores, anOrder());
      awaited = { clearance: { phase: 'before', items }, partials: [], else: [] };
    });

    test('is signed item by item and kept with the batch', async () => {
      const olga = await api.as('olga');
      const body = {
        phase: 'before',
        items: [{ ...done[0], remark: 'one found under the belt' }, done[1]],
        ...signature('line cleared'),
      };
      expect(await olga('POST', path, body)).toMatchObject({ status: 201, body: { signature: { by: 'olga' } } });
      expect(told).toEqual(['woken']);
      const { body: batch } = await olga('GET', '/api/batches/1');
      expect(batch['acts']).toMatchObject([
        {
          kind: 'clearance-before',
          line: 'line-1',
          signature: { meaning: 'line cleared' },
          body: { items: body.items },
        },
      ]);
      expect(batch).toMatchObject({
        state: 'assigned',
        recipe: 'standard',
        numbers: [{ pool: 'serials', needed: 12, ready: 12 }, {}],
      });
    });

    test.each([
      ['an item that is not done', { items: [{ item: items[0], done: false }, done[1]] }, 400],
      ['a list of its own', { items: [done[0]] }, 400],
      ['the other end of the batch', { phase: 'after' }, 409],
      ['a wrong password', signature('line cleared', { password: 'wrong' }), 401],
    ])('is refused for %s, and nothing is kept', async (_, wanted, status) => {
      const olga = await api.as('olga');
      const body = { phase: 'before', items: done, ...signature('line cleared'), ...wanted };
      expect((await olga('POST', path, body)).status).toBe(status);
      expect(stores.acts.of(1)).toEqual([]);
      expect(told).toEqual([]);
    });
  });

  test('a container that is not full is approved by quality assurance, and only one that is asked for', async () => {
    assign(stores, anOrder());
    awaited = {
      clearance: undefined,
      partials: [{ container: 7, batch: 1, level: 'case', state: 'open', holds: 3, contents: 'abc' }],
      else: [],
    };
    const [olga, quinn] = [await api.as('olga'), await api.as('quinn')];
    const approve = (container: number) => `/api/batches/1/partials/${container}/approve`;
    const body = { contents: 'abc', ...signature('short case approved') };
    expect((await olga('POST', approve(7), body)).status).toBe(403);
    expect((await quinn('POST', approve(8), body)).status).toBe(409);
    expect(await quinn('POST', approve(7), signature('approved'))).toMatchObject({
      status: 400,
      body: { at: '/contents' },
    });
    expect((await quinn('POST', approve(7), body)).status).toBe(201);
    expect(stores.acts.has(1, APPROVE_PARTIAL, containerSubject(stores.db, 7))).toBe(true);
    expect(() => stores.db.exec("UPDATE acts SET reason = 'other'")).toThrow('append-only');
  });
});

describe('a request', () => {
  test.each<[string, string, unknown, number, object]>([
    ['POST', '/api/lines/line-9/commands', command, 404, { detail: 'this site has no line line-9 of its own' }],
    ['POST', commands, { command: 'suspend' }, 400, { at: '/command' }],
    ['POST', commands, undefined, 400, {}],
    ['GET', commands, undefined, 405, { detail: `${commands} takes POST` }],
    ['GET', '/api/batches/99', undefined, 404, {}],
    ['GET', '/api/batches/x', undefined, 404, {}],
    ['GET', '/api/nothing', undefined, 404, {}],
  ])('%s %s with %j is told %i', async (method, path, body, status, told) => {
    expect(await api.ask(method, path, body)).toMatchObject({ status, body: told });
  });
});
