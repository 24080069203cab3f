import { expect, test } from 'vitest';
import { aRecall } from '../../testing/warehouse-bench.ts';
import { cloudRepository } from './repository.ts';

type Answer = (path: string) => Response | Promise<Response>;
const problem = (status: number) => Response.json({ detail: `status ${status}` }, { status });

/** The repository over a cloud that answers each path by itself; tokens are told apart. */
function repositoryOver(answers: Readonly<Record<string, Answer>>) {
  const seen: string[] = [];
  let tokens = 0;
  let now = 0;
  const repository = cloudRepository({
    url: 'https://cloud.test',
    tokenUrl: 'https://cloud.test/oauth2/token',
    tenant: 'acme',
    ...{ clientId: 'site', clientSecret: 's', now: () => now, random: () => 0.5, wait: () => Promise.resolve() },
    fetch: async (url, options) => {
      const asked = new Request(url, options);
      const { pathname, search } = new URL(asked.url);
      if (pathname === '/oauth2/token') return Response.json({ access_token: `t${tokens++}`, expires_in: 3600 });
      seen.push(`${asked.headers.get('authorization')?.slice(7)} ${pathname}${search}`);
      const answer = answers[pathname];
      if (answer === undefined) return problem(404);
      return answer(`${asked.headers.get('authorization')} ${search}`);
    },
  });
  return { repository, seen, pass: (ms: number) => (now += ms) };
}

const inTime = () => ({ signal: AbortSignal.timeout(60_000), mayBeOld: 0 });

test('a token that is turned away is renewed', async () => {
  const { repository, seen } = repositoryOver({
    '/api/recalls': (asked) => (asked.includes('t0') ? problem(401) : Response.json({ recalls: [aRecall] })),
  });
  expect(await repository.recalls('acme', inTime())).toHaveLength(1);
  expect(seen).toEqual(['t0 /api/recalls', 't1 /api/recalls']);
});

test('recalls are read to their end, and one page that is put off is asked for again', async () => {
  let calls = 0;
  const { repository } = repositoryOver({
    '/api/recalls': (asked) => {
      if (++calls === 20) return problem(429);
      const page = Number(/after=(\d+)/.exec(asked)?.[1] ?? 0);
      const recalls = [{ ...aRecall, recall: `R${page}` }];
      return Response.json(page < 30 ? { recalls, next: String(page + 1) } : { recalls });
    },
  });
  expect(await repository.recalls('acme', inTime())).toHaveLength(31);
});

test('packs that are kept apart are read to their end; a cloud that tells of none has none', async () => {
  const pack = { gtin: '09521234000013', serial: 'A1', case: 'S-1' };
  const { repository, seen } = repositoryOver({
    '/api/desk/withheld-packs': (asked) =>
      Response.json(
        asked.includes('after=p2') ? { packs: [{ ...pack, serial: 'A2' }] } : { packs: [pack], next: 'p2' },
      ),
  });
  expect(await repository.withheld('acme', inTime())).toEqual([pack, { ...pack, serial: 'A2' }]);
  expect(seen).toHaveLength(2);
  expect(await repositoryOver({}).repository.withheld('acme', inTime())).toEqual([]);
});

test('the release of a lot is asked for by its name, and is of the order that was packed here', async () => {
  const { repository, seen } = repositoryOver({
    '/api/lots/L%2F1': () => Response.json({ order: 'o1', state: 'released' }),
    '/api/lots/L2': () => Response.json({ order: 'o2', state: 'reported' }),
  });
  const of = { gtin: '09521234000013', lot: 'L/1', order: 'o1' };
  expect(await repository.isReleased('acme', of, inTime())).toBe(true);
  expect(await repository.isReleased('acme', { ...of, order: 'o9' }, inTime())).toBe(false);
  expect(await repository.isReleased('acme', { ...of, lot: 'L2', order: 'o2' }, inTime())).toBe(false);
  expect(await repository.isReleased('acme', { ...of, lot: 'L3' }, inTime())).toBe(false);
  expect(seen[0]).toBe('t0 /api/lots/L%2F1?gtin=09521234000013');
});

test('nobody waits longer for an answer than he said, and the next need not find out again that there is none', async () => {
  const { repository, seen, pass } = repositoryOver({ '/api/recalls': () => new Promise(() => undefined) });
  const ends = new AbortController();
  const answer = repository.recalls('acme', { signal: ends.signal, mayBeOld: 0 });
  await expect.poll(() => seen.length).toBe(1);
  ends.abort();
  await expect(answer).rejects.toThrow('not answered in time');
  await expect(repository.recalls('acme', inTime())).rejects.toThrow('did not answer a moment ago');
  expect(seen).toHaveLength(1);
  pass(20_000);
  void repository.recalls('acme', inTime()).catch(() => undefined);
  await expect.poll(() => seen.length).toBe(2);
});

test('what is only tried is judged by what was answered a moment ago, and what is done is not', async () => {
  const { repository, seen, pass } = repositoryOver({ '/api/recalls': () => Response.json({ recalls: [] }) });
  const tried = { ...inTime(), mayBeOld: 30_000 };
  for (const asked of [tried, tried, inTime(), tried]) await repository.recalls('acme', asked);
  expect(seen).toHaveLength(2);
  pass(30_000);
  await repository.recalls('acme', tried);
  expect(seen).toHaveLength(3);
});
