import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as v from 'valibot';
import { makeCertificate } from '#common/as2/own-certificate.ts';
import { listen } from '../../infra/local/http/listen.ts';
import { rehearsal } from '../../infra/local/sandbox/sftp/rehearsal.ts';
import { startSftpSandbox } from '../../infra/local/sandbox/sftp/sandbox.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { takeByAs2 } from './network-as2-peer.ts';
import { documentsOf, nameOf, PARTNERS, sides, wayOf } from './network-documents.ts';
import { tallies } from './network-tally.ts';

// Partners of the network's bench, in a process of their own: they take documents by HTTP, AS2 and SFTP, behave as the path says, and count by themselves what each of them has had.
// Tells where it is on the first line, and over HTTP what was counted.

const number = v.number();
const given = v.parse(
  v.object({
    size: v.object({ documents: number, rounds: number, burst: number, warm: number }),
    /** Of the tenant: what it signs with, and the key by which it is let in. */
    certificate: v.string(),
    sshKey: v.string(),
  }),
  JSON.parse(process.argv[2] ?? ''),
);

/** What a partner that is well does with a document before it answers, milliseconds. */
const WORK_MS = 20;
/** Between two bytes of who drips, milliseconds. */
const DRIP_MS = 20;

const counted = tallies(documentsOf(given.size));
const own = await makeCertificate('bench partner', new Date());
const answerAs2 = takeByAs2(own, given.certificate);
const folder = temporaryFolder();
const sftp = await startSftpSandbox({ port: 0, dataDir: folder.path, keys: [given.sshKey], heard });
const folders = sides.flatMap((side) =>
  Array.from({ length: PARTNERS }, (_, partner) => partner).flatMap((partner) =>
    wayOf(partner) === 'sftp' ? nameOf(side, partner) : [],
  ),
);
for (const name of folders) mkdirSync(join(sftp.root, name));
/** Files that got their name; one that is put twice is there once. */
let named = 0;
function heard(operation: string): void {
  if (operation === 'rename') named++;
}

const server = createServer((request, response) => {
  buffer(request)
    .then((body) => answer(request, body, response))
    .catch((error) => {
      console.error(error);
      response.destroy();
    });
});

async function answer({ url = '', method, headers }: IncomingMessage, body: Buffer, response: ServerResponse) {
  const [, behaviour = '', name = '', ...rest] = url.split('/');
  if (behaviour === 'tally') {
    response.end(JSON.stringify({ tallies: tallyFiles(), named }));
    return;
  }
  const tell = (status: number, told: object = {}, more: Record<string, string> = {}) =>
    setTimeout(
      () => response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(told)),
      WORK_MS,
    );
  if (method === 'POST' && rest[0] !== 'as2') {
    const id = headers['webhook-id'] ?? headers['idempotency-key'];
    counted.take(name, body.toString(), id === undefined ? undefined : String(id));
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
      if (method === 'POST') tell(202, {}, { location: `/drips/${name}/results/${id}` });
      else drip(response, { document: rest.at(-1), state: 'rejected', errors: [{ code: 'UNKNOWN_PRODUCT' }] });
      return;
    }
    default:
      if (rest[0] === 'as2') await takeSealed(name, headers, body, response);
      else takeWell(method, url, tell);
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

async function takeSealed(name: string, headers: IncomingMessage['headers'], body: Buffer, response: ServerResponse) {
  const { text, receipt } = answerAs2(name, headers, body);
  counted.take(name, text);
  response.writeHead(200, receipt.headers).end(receipt.body);
}

/** With what lies in the folders by now. */
function tallyFiles() {
  for (const name of folders)
    for (const file of readdirSync(join(sftp.root, name)))
      counted.take(name, readFileSync(join(sftp.root, name, file), 'utf8'));
  return counted.told();
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
process.on('SIGTERM', () => {
  folder.remove();
  process.exit();
});
console.log(
  JSON.stringify({
    url: `http://127.0.0.1:${port}`,
    nobody: `http://127.0.0.1:${free}`,
    as2: { certificates: [own.certificate] },
    sftp: { url: sftp.url, user: rehearsal.user, hostKeys: [sftp.hostKey] },
  }),
);
