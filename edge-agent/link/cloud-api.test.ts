import { describe, expect, test } from 'vitest';
import { anOrder } from '../testing/builders.ts';
import { CloudApi } from './cloud-api.ts';
import { CloudFailure } from './cloud-failure.ts';

type Answer = (request: Request) => Response | Promise<Response>;

const token: Answer = () => Response.json({ access_token: 'token', expires_in: 3600 });
const problem = (status: number, detail: string) => Response.json({ type: 'about:blank', status, detail }, { status });
const block = { requestId: 'r-1', pool: 'serials', first: 1, last: 5 };
const request = { requestId: 'r-1', pool: 'serials', count: 5, site: 'plant' };

/** An API that answers from a script, one entry a request; tokens come from a script of their own. */
function cloud(answers: Answer[], tokens: Answer[] = Array(9).fill(token)) {
  const seen: Request[] = [];
  const waits: number[] = [];
  let now = 0;
  const heard: string[] = [];
  const api = new CloudApi({
    url: 'https://cloud.test',
    tokenUrl: 'https://cloud.test/oauth2/token',
    tenant: 'packright',
    clientId: 'site:1',
    clientSecret: 'p&ss',
    now: () => now,
    random: () => 0.5,
    heard: ({ sent, received, date }) => void heard.push(`${sent} ${received} ${date}`),
    wait: async (ms) => {
      waits.push(ms);
    },
    fetch: async (url, options) => {
      const asked = new Request(url, options);
      seen.push(asked);
      const next = (asked.url.endsWith('/token') ? tokens : answers).shift();
      if (next === undefined) throw new Error(`unexpected ${asked.url}`);
      return next(asked);
    },
  });
  const paths = () => seen.map(({ url }) => new URL(url).pathname);
  return { api, seen, waits, heard, paths, pass: (ms: number) => (now += ms) };
}
const breaks: Answer = () => {
  throw new TypeError('fetch failed');
};

describe('the cloud API', () => {
  test('asks with its token, for the owner it acts for', async () => {
    const { api, seen } = cloud([() => Response.json(block)]);
    expect(await api.requestSerials('acme', request)).toEqual(block);
    const [asked, posted] = seen;
    expect(asked?.headers.get('authorization')).toBe(`Basic ${btoa('site%3A1:p%26ss')}`);
    expect(await asked?.text()).toBe('grant_type=client_credentials');
    expect(posted?.method).toBe('POST');
    expect(posted?.headers.get('authorization')).toBe('Bearer token');
    expect(posted?.headers.get('seriate-acting-for')).toBe('acme');
    expect(await posted?.json()).toEqual(request);
  });

  test('acts for nobody when the owner is its own tenant', async () => {
    const { api, seen } = cloud([() => Response.json({ orders: [] })]);
    expect(await api.orders('packright', 'plant')).toEqual([]);
    expect(seen[1]?.headers.has('seriate-acting-for')).toBe(false);
    expect(seen[1]?.url).toBe('https://cloud.test/api/orders?site=plant&state=assigned');
  });

  test('reads pages and orders', async () => {
    const page = { serials: ['a'], first: 3, next: 4 };
    const orders = { orders: [{ ...anOrder(), state: 'assigned' }] };
    const { api, seen } = cloud([() => Response.json(page), () => Response.json(orders)]);
    expect(await api.serials('acme', 'r-1', 3, 100)).toEqual(page);
    expect(seen[1]?.url).toBe('https://cloud.test/api/serial-requests/r-1/serials?from=3&limit=100');
    expect((await api.orders('acme', 'plant'))[0]).toMatchObject(anOrder());
  });

  test('gives numbers back under an id, and tells what the time is in the cloud', async () => {
    const date = 'Sun, 01 Mar 2026 08:00:00 GMT';
    const { api, seen, heard } = cloud([breaks, () => Response.json(block, { headers: { date } })]);
    const back = { id: 'back-1', ranges: [{ first: 3, last: 5 }], reason: 'left over' };
    await api.giveBack('acme', 'r-1', back);
    expect(seen.at(-1)?.url).toBe('https://cloud.test/api/serial-requests/r-1/returns');
    expect(await seen.at(-1)?.json()).toEqual(back);
    expect(heard).toEqual([`0 0 ${date}`]);
  });

  test('keeps its token until shortly before it expires', async () => {
    const orders = () => Response.json({ orders: [] });
    const { api, paths, pass } = cloud([orders, orders, orders]);
    await api.orders('acme', 'plant');
    pass(3_500_000);
    await api.orders('acme', 'plant');
    pass(50_000);
    await api.orders('acme', 'plant');
    expect(paths().filter((path) => path === '/oauth2/token')).toHaveLength(2);
  });

  test('gets a new token once when its token is turned away', async () => {
    const { api, paths } = cloud([() => problem(401, 'expired'), () => Response.json({ orders: [] })]);
    await api.orders('acme', 'plant');
    expect(paths()).toEqual(['/oauth2/token', '/api/orders', '/oauth2/token', '/api/orders']);
  });

  test('gives up when a fresh token is turned away too', async () => {
    const { api } = cloud([() => problem(401, 'no'), () => problem(401, 'still no')]);
    await expect(api.orders('acme', 'plant')).rejects.toThrow('/api/orders?site=plant&state=assigned: 401 still no');
  });

  test.each<[string, Answer]>([
    ['a lost answer', breaks],
    ['a server error', () => problem(500, 'oops')],
    ['a busy server', () => problem(429, 'slow down')],
    ['an answer that breaks off', () => new Response('{"ord')],
  ])('asks again, with growing pauses, after %s', async (_, failure) => {
    const { api, seen, waits } = cloud([failure, failure, () => Response.json(block)]);
    expect(await api.requestSerials('acme', request)).toEqual(block);
    const bodies = await Promise.all(
      seen.filter(({ method, url }) => method === 'POST' && !url.endsWith('token')).map((one) => one.text()),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(waits).toEqual([500, 1000]);
  });

  test('does not ask again what was understood and turned down', async () => {
    const { api, waits } = cloud([() => problem(409, '3 serials left, 5 asked')]);
    await expect(api.requestSerials('acme', request)).rejects.toThrow('409 3 serials left, 5 asked');
    expect(waits).toEqual([]);
  });

  test('gives up after five attempts, and says why', async () => {
    const { api } = cloud(Array(5).fill(breaks));
    const failure = await api.orders('acme', 'plant').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CloudFailure);
    expect(failure).toMatchObject({ failure: 'ambiguous' });
  });

  test('takes no answer that is not as agreed', async () => {
    const { api } = cloud([() => Response.json({ orders: [{ ...anOrder(), gtin: '1' }] })]);
    await expect(api.orders('acme', 'plant')).rejects.toThrow('must be 14 digits');
  });

  test('does not keep a failure to get a token', async () => {
    const { api } = cloud([() => Response.json({ orders: [] })], [() => problem(400, 'bad client'), token]);
    await expect(api.orders('acme', 'plant')).rejects.toThrow('bad client');
    expect(await api.orders('acme', 'plant')).toEqual([]);
  });
});
