import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { type ListenAt, listen } from '../listen.ts';
import { readShape } from '../read-shape.ts';
import { faultsShape } from './faults.ts';
import { faultsPage } from './faults-page.ts';
import type { SimulatedLine } from './line.ts';
import type { SimulatedScanner } from './scanner.ts';

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
};

/** `{"lines":[{"cartons":[…],"labels":{…}}]}`, of one line only with `?line=N` and later cartons only with `?after=N`. */
export function ledgerOf(lines: readonly SimulatedLine[], query = new URLSearchParams()): unknown {
  const only = query.get('line');
  const after = Number(query.get('after') ?? 0);
  return {
    lines: lines
      .filter((_, index) => only === null || index === Number(only))
      .map((line) => {
        const { cartons, labels } = line.ledger();
        return { cartons: cartons.slice(after), labels };
      }),
  };
}

const pageHead = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

async function setFaults(request: IncomingMessage, response: ServerResponse, line: SimulatedLine | undefined) {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return answer(response, 403, refuse('not-permitted', 'another site’s page may damage nothing here'));
  if (line === undefined) return answer(response, 404, refuse('not-found', 'there is no such line'));
  const faults = readShape(faultsShape, parsed(await text(request)));
  if (isRefusal(faults)) return answer(response, 400, faults);
  Object.assign(line.faults, faults);
  return answer(response, 200, line.faults);
}

const scanShape = v.strictObject({ text: v.pipe(v.string(), v.minLength(1)) });

async function scan(request: IncomingMessage, response: ServerResponse, handheld: SimulatedScanner | undefined) {
  if (handheld === undefined) return answer(response, 404, refuse('not-found', 'nobody has a handheld there'));
  const wanted = readShape(scanShape, parsed(await text(request)));
  if (isRefusal(wanted)) return answer(response, 400, wanted);
  await handheld.scan(wanted.text);
  return answer(response, 200, wanted);
}

/**
 * Serves the ledger (`GET /ledger`), has a code scanned (`POST /scan?line=N` with its text, AIM identifier first), and lets faults be switched on and off
 * (`POST /faults?line=N` with the members to change, or by the buttons of the page at `/`). For whoever rehearses and checks; no agent may look here.
 */
export async function serveStatus(
  lines: readonly SimulatedLine[],
  at: ListenAt,
  handhelds: ReadonlyMap<number, SimulatedScanner> = new Map(),
) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulation');
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /') response.writeHead(200, pageHead).end(faultsPage);
    else if (route === 'GET /faults') answer(response, 200, { lines: lines.map(({ faults }) => faults) });
    else if (route === 'GET /ledger') answer(response, 200, ledgerOf(lines, searchParams));
    else if (route === 'POST /faults') {
      setFaults(request, response, lines[Number(searchParams.get('line') ?? 0)]).catch(() => response.destroy());
    } else if (route === 'POST /scan') {
      scan(request, response, handhelds.get(Number(searchParams.get('line') ?? 0))).catch(() => response.destroy());
    } else answer(response, 404, refuse('not-found', 'GET /, GET /ledger, GET or POST /faults, or POST /scan'));
  });
  const port = await listen(server, at);
  return {
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
