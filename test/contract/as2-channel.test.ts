import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { as2Opener } from '#common/as2/as2-channel.ts';
import type { OwnKey } from '#common/as2/decrypt-cms.ts';
import { type Disposition, processed } from '#common/as2/disposition.ts';
import { entityOf } from '#common/as2/message-head.ts';
import { micOf } from '#common/as2/mic.ts';
import { isOpened, openMessage } from '#common/as2/open-message.ts';
import { writeReceipt } from '#common/as2/write-receipt.ts';
import { orRefuse } from '#common/refused.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { type As2World, startAs2World } from '../kit/as2-world.ts';
import { deadPort } from '../kit/http-peer.ts';
import { signingCertificate } from '../kit/signing-certificate.ts';
import { type Amiss, type Peer, partnerChannelContract } from './partner-channel-contract.ts';

let world: As2World;
let bert: OwnKey;
let other: OwnKey;
beforeAll(async () => {
  [world, bert, other] = await Promise.all([startAs2World(), signingCertificate('rsa'), signingCertificate('rsa')]);
});
afterAll(() => world.stop());

const noSuchProduct: Disposition = { type: 'processed', modifier: { kind: 'error', words: 'no such product' } };

/** A partner's server: it opens what comes with its own key, knows one of our certificates, and signs its receipts. */
function startServer(knows: () => { certificate: string; own: OwnKey }) {
  const taken: { id: string; body: Buffer }[] = [];
  let how: Parameters<Peer['behaves']>[0] = 'takes';
  const hanging = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    buffer(request).then(
      (raw) => {
        if (request.method !== 'POST') return response.writeHead(405).end();
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const { certificate, own } = knows();
        const opened = openMessage(entityOf(headers, raw), { keys: [own], certificates: [certificate] });
        const messageId = headers['message-id'] ?? '';
        const tell = (disposition: Disposition, mic: ReturnType<typeof micOf> | undefined, text: string) => {
          const by = { signer: own, hash: 'sha256' as const, at: new Date() };
          const receipt = writeReceipt({ disposition, messageId, recipient: 'BERT', mic, text }, by);
          response.writeHead(200, receipt.headers).end(receipt.body);
        };
        if (!isOpened(opened)) return tell(opened.disposition, undefined, opened.reason);
        if (how === 'rejects') return tell(noSuchProduct, undefined, 'no such product');
        taken.push({ id: messageId, body: opened.entity.body });
        if (how === 'breaks') return request.socket.destroy();
        if (how === 'hangs') return hanging.resolve();
        return tell(processed, micOf(opened.checked, 'sha-256'), 'taken');
      },
      () => response.destroy(),
    );
  });
  const behaves = (next: typeof how) => {
    how = next;
  };
  return { server, taken, hanging: hanging.promise, behaves };
}

/** A partner, and a tenant of its own that has it. */
async function start(): Promise<Peer> {
  let [amiss, url]: [Amiss | undefined, string] = [undefined, ''];
  const house = await world.house(bert, 'http://127.0.0.1:9/as2');
  const { server, ...peer } = startServer(() => ({
    certificate: amiss === 'credentials' ? other.certificate : house.certificate,
    own: amiss === 'impostor' ? other : bert,
  }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/as2`;
  const addresses: Partial<Record<Amiss, string>> = {
    down: `http://127.0.0.1:${await deadPort()}/as2`,
    inside: 'https://10.0.0.7/as2',
    'name leads inside': 'https://partner.example/as2',
  };
  const channel = async (next?: Amiss) => {
    amiss = next;
    const partner = await world.needs.registry.partner(house.tenant, 'bert');
    if (partner === undefined) throw new Error('no partner');
    const resolve = async () => [{ address: next === 'name leads inside' ? '10.0.0.7' : '127.0.0.1', family: 4 }];
    const guard = outboundGuard('loopback', resolve);
    const send = httpsSender(guard, { timeoutMs: 120_000, maxAnswerBytes: 100_000 });
    const to = { ...partner, url: (next && addresses[next]) ?? url };
    return orRefuse(await as2Opener({ ...world.needs, guard, send })(house.tenant, to));
  };
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { ...peer, channel, taken: () => peer.taken, stop };
}

// Whether both know each other's certificates shows in a receipt alone, and a probe sends nothing that would have one.
partnerChannelContract('as2', start, { unprobed: ['credentials', 'impostor'] });
