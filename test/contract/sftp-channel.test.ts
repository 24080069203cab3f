import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartnerChannel } from '#common/channels/partner-channel.ts';
import { sftpGuard } from '#common/send/outbound.ts';
import { partnerServer } from '#common/sftp/partner-server.ts';
import { sftpChannel } from '#common/sftp/sftp-channel.ts';
import { startSftpPartner } from '../kit/sftp-partner.ts';
import { type Amiss, type Peer, partnerChannelContract } from './partner-channel-contract.ts';

/** A server of a rehearsal. Where it rejects, its people answer by a file as soon as ours is there. */
async function start(): Promise<Peer> {
  const hanging = Promise.withResolvers<void>();
  let how: Parameters<Peer['behaves']>[0] = 'takes';
  const partner = await startSftpPartner('acme-sftp', (operation) => {
    if (operation === 'rename' && how === 'hangs') hanging.resolve();
  });
  const folders = { ...partner.settings, results: undefined, answers: 'answers' };
  const answered = (channel: PartnerChannel): PartnerChannel => ({
    ...channel,
    send: async (message, signal) => {
      const told = await channel.send(message, signal);
      const ending = how === 'rejects' ? '.error' : '.ok';
      const text = how === 'rejects' ? 'no such product' : '';
      writeFileSync(join(partner.sandbox.root, 'answers', `${message.fileName}${ending}`), text);
      return told;
    },
  });
  const amissOf: Record<Amiss, () => Promise<PartnerChannel>> = {
    credentials: async () => sftpChannel(partnerServer(partner.needs, 'somebody-else', partner.partnerOf()), folders),
    impostor: async () => {
      partner.sandbox.turn([{ kind: 'wrong-id', on: 'hello', from: 1, count: 9 }]);
      return sftpChannel(partner.open(), folders);
    },
    down: async () => {
      await partner.sandbox.close();
      return sftpChannel(partner.open(), folders);
    },
    inside: async () => sftpChannel(partner.open({}, { guard: sftpGuard('public') }), folders),
    'name leads inside': async () => {
      const guard = sftpGuard('public', async () => [{ address: '10.0.0.1', family: 4 }]);
      const named = { ...partner.partnerOf(), url: 'sftp://files.partner.example' };
      return sftpChannel(partnerServer({ ...partner.needs, guard }, 'acme-sftp', named), folders);
    },
  };
  return {
    channel: async (amiss) => (amiss === undefined ? answered(sftpChannel(partner.open(), folders)) : amissOf[amiss]()),
    taken: () =>
      partner.names('out').map((name) => ({
        id: name.replace(/\.json$/, ''),
        body: readFileSync(join(partner.sandbox.root, 'out', name)),
      })),
    behaves: (now) => {
      how = now;
      if (now === 'breaks') partner.sandbox.turn([{ kind: 'no-answer', on: 'rename', from: 1, count: 1 }]);
      if (now === 'hangs') partner.sandbox.turn([{ kind: 'slow', ms: 60_000, on: 'rename', from: 1, count: 1 }]);
    },
    hanging: hanging.promise,
    stop: () => partner.stop(),
  };
}

partnerChannelContract('SFTP', start);
