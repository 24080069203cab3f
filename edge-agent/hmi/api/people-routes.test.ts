import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { type SiteApi, siteApi } from '../../testing/site-api.ts';
import { hire, PASSWORD } from '../../testing/staff.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let api: SiteApi;
let told: string[];
beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  told = [];
  const line = {
    name: 'line-1',
    state: 'Idle' as const,
    control: { mode: 'Produce' as const, stands: undefined, who: 'agent' },
    command: (command: string, who: string) => void told.push(`${command} by ${who}`),
    setMode: () => undefined,
    acknowledge: () => undefined,
    explain: () => undefined,
    awaited: () => undefined,
    wake: () => undefined,
  };
  api = await siteApi(stores, [line]);
  await hire(api.people, 'olga', 'operator');
  await hire(api.people, 'quinn', 'qa');
  await hire(api.people, 'egon', 'engineer', 'lead');
});
afterEach(async () => {
  await api.close();
  stores.db.close();
  home.remove();
});

const signature = (meaning: string, more: object = {}) => ({ signature: { password: PASSWORD, meaning, ...more } });
const command = { command: 'hold' };
const commands = '/api/lines/line-1/commands';

describe('what one sets of another', () => {
  test('an engineer takes somebody in, who chooses another password before anything else, and for whom another vouches', async () => {
    const [egon, quinn] = [await api.as('egon'), await api.as('quinn')];
    const vouch = '/api/people/nina/vouch';
    const nina = { username: 'Nina', name: 'Nina Jansen', roles: ['operator'], password: 'given by egon' };
    expect(await egon('POST', '/api/people', nina)).toMatchObject({
      status: 201,
      body: { username: 'nina', mustChange: true },
    });
    expect(await egon('POST', '/api/people', nina)).toMatchObject({ status: 409, body: { at: '/username' } });
    const token = await api.tokenOf('nina', nina.password);
    expect(await api.ask('POST', commands, command, token)).toMatchObject({
      status: 403,
      body: { remedy: expect.stringContaining('/api/session/password') },
    });
    expect(await quinn('POST', vouch, signature('nina is there'))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('has not chosen a password') },
    });
    const change = { password: nina.password, to: 'known to nina' };
    expect((await api.ask('POST', '/api/session/password', { ...change, to: 'nina' }, token)).status).toBe(400);
    expect((await api.ask('POST', '/api/session/password', change, token)).status).toBe(204);
    expect(await api.ask('POST', commands, command, token)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('nobody has vouched'), rule: expect.stringContaining('§11.200(a)(3)') },
    });
    expect((await api.ask('GET', '/api/session', undefined, token)).body).toMatchObject({ rights: [] });
    expect((await egon('POST', vouch, signature('nina is there'))).status).toBe(403);
    expect((await quinn('POST', vouch, signature('nina chose it'))).status).toBe(200);
    expect((await api.ask('POST', commands, command, token)).status).toBe(202);
    expect(told).toEqual(['hold by nina']);
  });

  test('an engineer alone signs as nobody else: not by a password that he set, by roles that he gave, nor by somebody he made up', async () => {
    const [egon, olga] = [await api.as('egon'), await api.as('olga')];
    const recipe = { ...standardRecipe(anOrder()), recipe: 'cartons' };
    await egon('POST', '/api/recipes', recipe);
    const as = async (username: string) => {
      const first = await api.tokenOf(username, 'set by egon');
      const change = { password: 'set by egon', to: 'also known to egon' };
      expect((await api.ask('POST', '/api/session/password', change, first)).status).toBe(204);
      return await api.tokenOf(username, 'also known to egon');
    };
    const approve = (token: string) =>
      api.ask(
        'POST',
        '/api/recipes/cartons/versions/1/approve',
        signature('approved', { password: 'also known to egon' }),
        token,
      );
    expect((await egon('POST', '/api/people/quinn/password', { password: 'set by egon' })).status).toBe(204);
    const quinn = await as('quinn');
    expect((await approve(quinn)).status).toBe(403);
    const two = { username: 'egon2', name: 'Egon', roles: ['qa', 'lead'], password: 'set by egon' };
    expect((await egon('POST', '/api/people', two)).status).toBe(201);
    const other = await as('egon2');
    expect((await approve(other)).status).toBe(403);
    const vouched = (username: string, token: string) =>
      api.ask(
        'POST',
        `/api/people/${username}/vouch`,
        signature('is there', { password: 'also known to egon' }),
        token,
      );
    expect([(await vouched('quinn', other)).status, (await vouched('egon2', quinn)).status]).toEqual([403, 403]);
    await egon('PATCH', '/api/people/olga', { roles: ['operator', 'qa'] });
    expect((await olga('GET', '/api/session')).body['rights']).not.toContain('approve-recipe');
    expect((await olga('POST', commands, command)).status).toBe(202);
    expect(stores.people.waiting().map(({ username }) => username)).toEqual(['egon2', 'olga', 'quinn']);
    await hire(api.people, 'lena', 'lead');
    expect((await (await api.as('lena'))('POST', '/api/people/olga/vouch', signature('as agreed'))).status).toBe(200);
    expect((await olga('GET', '/api/session')).body['rights']).toContain('approve-recipe');
  });
});
