import { createServer } from 'node:http';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { sscc } from './builders.ts';

/** A thing as the repository answers it, with what is in it. */
export interface FakeUnit {
  readonly gtin?: string;
  readonly lot?: string;
  readonly expiry?: string;
  readonly parent?: string;
}

/** The cloud over a real socket, as a warehouse asks it: things, despatch advices, recalls, numbers. */
export async function fakeRepository() {
  const things = new Map<string, FakeUnit>();
  const advices = new Map<string, string[]>();
  const below = (epc: string): object[] =>
    [...things]
      .filter(([, { parent }]) => parent === epc)
      .flatMap(([child, about]) => [
        { epc: child, kind: child.includes('/00/') ? 'sscc' : 'sgtin', exists: 'commissioned', depth: 1, ...about },
        ...below(child),
      ]);
  const answer = (url: URL): object | undefined => {
    const [, unit, isContents] = /^\/api\/units\/([^/]+)(\/contents)?$/.exec(url.pathname) ?? [];
    if (unit !== undefined) {
      const epc = canonicalEpc(decodeURIComponent(unit));
      const found = things.get(epc);
      if (found === undefined) return undefined;
      return isContents ? { epc, contents: below(epc) } : { epc, exists: 'commissioned', ...found };
    }
    if (url.pathname === '/oauth2/token') return { access_token: 'token', expires_in: 3600 };
    if (url.pathname === '/api/orders') return { orders: [] };
    if (url.pathname === '/api/recalls') return { recalls: [] };
    if (url.pathname === '/api/desk/withheld-packs') return { packs: [] };
    if (url.pathname === '/api/serial-requests') return { requestId: 'r', pool: 'containers', first: 1, last: 500 };
    if (url.pathname.startsWith('/api/serial-requests/'))
      return { serials: Array.from({ length: 500 }, (_, i) => sscc(900_000 + i)), first: 1 };
    const epcList = advices.get(url.searchParams.get('EQ_bizTransaction_desadv') ?? '') ?? [];
    return { epcisBody: { queryResults: { resultsBody: { eventList: [{ epcList }] } } } };
  };
  const server = createServer((request, response) => {
    const body = answer(new URL(request.url ?? '/', 'http://cloud'));
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { detail: 'nothing' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, things, advices, close };
}
