import { once } from 'node:events';
import { createServer, type TLSSocket } from 'node:tls';
import { listen } from '../http/listen.ts';
import type { Certificates } from './certificates.ts';
import type { Thing } from './things.ts';

export interface EntranceNeeds {
  readonly certificates: Certificates;
  /** 0: any free port. */
  readonly port: number;
  readonly log: (line: string) => void;
  /** Called for each connection that showed the certificate of a registered thing. */
  readonly welcome: (socket: TLSSocket, thing: Thing) => void;
}

export interface Entrance {
  readonly port: number;
  /** Lets nobody in any more and cuts every connection. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 with mutual TLS (≥ 1.2). A certificate of another authority fails the handshake, an unregistered one is hung up on. */
export async function openEntrance({ certificates, port, log, welcome }: EntranceNeeds): Promise<Entrance> {
  const { ca, server: own } = certificates;
  const open = new Set<TLSSocket>();
  const server = createServer({
    ca,
    cert: own.certificate,
    key: own.key,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    // What the AWS device SDKs offer, and the registered name of the protocol; who offers nothing is taken as well.
    ALPNProtocols: ['x-amzn-mqtt-ca', 'mqtt'],
  });
  server.on('tlsClientError', (error) => log(`mqtt: a connection was refused: ${error.message}`));
  server.on('secureConnection', (socket) => {
    const certificate = socket.getPeerX509Certificate();
    const thing = certificate && certificates.thingOf(certificate);
    socket.on('error', () => undefined);
    if (thing === undefined) {
      log(`mqtt: a connection was refused: certificate ${certificate?.fingerprint256} belongs to no registered thing`);
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    welcome(socket, thing);
  });
  const bound = await listen(server, port).catch((cause) => {
    throw new Error(`the broker cannot listen: ${cause.message}`, { cause });
  });
  return {
    port: bound,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
