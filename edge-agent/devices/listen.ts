import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** Where to listen; port 0 takes a free one. */
export interface ListenAt {
  readonly host: string;
  readonly port: number;
}

/** The port a listening server was given. */
export function boundPort(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a TCP port');
  return address.port;
}

/** Starts to listen; answers the port. Rejects when it is taken. */
export async function listen(server: Server, { host, port }: ListenAt): Promise<number> {
  server.listen({ host, port });
  await once(server, 'listening');
  return boundPort(server);
}
