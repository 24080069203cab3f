import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../infra/local/http/listen.ts';

// Partners of the network's bench, in a process of their own: they take documents over HTTP and behave as the path says. Tells its address, and one where nobody listens,
// on the first line.

/** What a partner that is well does with a document before it answers, milliseconds. */
const WORK_MS = 20;
/** Between two bytes of who drips, milliseconds. */
const DRIP_MS = 20;

const server = createServer((request, response) => {
  buffer(request).then(
    (body) => answer(request, body, response),
    () => response.destroy(),
  );
});

function answer({ url = '', method, headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const [, behaviour = '', partner = '', ...rest] = url.split('/');
  const tell = (status: number, told: object = {}, more: Record<string, string> = {}) =>
    setTimeout(
      () => response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(told)),
      WORK_MS,
    );
  if (method === 'POST' && body.length === 0) {
    tell(400);
    return;
  }
  switch (behaviour) {
    case 'error':
      tell(500);
      return;
    case 'hangs':
      return;
    case 'unreadable':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      return;
    case 'drips': {
      const id = String(headers['idempotency-key']);
      if (method === 'POST') tell(202, {}, { location: `/drips/${partner}/results/${id}` });
      else drip(response, { document: rest.at(-1), state: 'rejected', errors: [{ code: 'UNKNOWN_PRODUCT' }] });
      return;
    }
    default:
      takeWell(method, url, tell);
  }
}

/** A repository takes a document in and tells what came of it in a capture job; all others say at once that they have it. */
function takeWell(
  method: string | undefined,
  url: string,
  tell: (...of: [number, object?, Record<string, string>?]) => void,
) {
  if (method === 'GET') return tell(200, { captureID: 'c', running: false, success: true, errors: [] });
  if (url.endsWith('/capture')) return tell(202, {}, { location: `${url}/job` });
  return tell(200);
}

function drip(response: ServerResponse, told: object): void {
  const text = JSON.stringify(told);
  response.writeHead(200, { 'content-type': 'application/json' });
  let at = 0;
  const timer = setInterval(() => {
    if (at < text.length) response.write(text.charAt(at++));
    else {
      clearInterval(timer);
      response.end();
    }
  }, DRIP_MS);
  response.on('close', () => clearInterval(timer));
}

const port = await listen(server, 0);
const silent = createSocket();
await new Promise<void>((resume) => silent.listen(0, '127.0.0.1', resume));
const address = silent.address();
const free = typeof address === 'object' && address !== null ? address.port : 0;
await new Promise((resume) => silent.close(resume));
console.log(JSON.stringify({ peers: `http://127.0.0.1:${port}`, nobody: `http://127.0.0.1:${free}` }));
