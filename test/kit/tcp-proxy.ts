import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundPort } from '../../edge-agent/devices/listen.ts';

/** A cable between a driver and its device that can be pulled, go dead, or chop what runs through it. */
export interface TcpProxy {
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
  /** Breaks all connections; new ones are taken. */
  cut(): void;
  /** Both ends stay connected and hear nothing more: a half-open connection. */
  freeze(): void;
  thaw(): void;
  /** From here on bytes arrive, both ways, in pieces of that many after that time; what comes meanwhile runs together. */
  roughen(next: () => Piece): void;
  close(): Promise<void>;
}

export interface Piece {
  readonly bytes: number;
  readonly afterMs: number;
}

/** Passes bytes on in their order, piece by piece. */
function inPieces(to: Socket, next: () => Piece): (chunk: Buffer) => void {
  let kept = Buffer.alloc(0);
  let passing = false;
  const pass = async () => {
    passing = true;
    while (kept.length > 0 && !to.destroyed) {
      const { bytes, afterMs } = next();
      if (afterMs > 0) await sleep(afterMs);
      to.write(kept.subarray(0, bytes));
      kept = kept.subarray(bytes);
    }
    passing = false;
  };
  return (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    if (!passing) void pass();
  };
}

/** Opens a proxy to a local port. With `piece`, bytes from the device arrive in pieces of that many. */
export async function openProxy(target: number, options: { piece?: number } = {}): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  let taken = 0;
  let rough: (() => Piece) | undefined;
  const join = (from: Socket, to: Socket, piece: number) => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    const roughly = inPieces(to, () => rough?.() ?? { bytes: Number.MAX_SAFE_INTEGER, afterMs: 0 });
    from.on('data', (chunk: Buffer) => {
      if (frozen) return;
      if (rough !== undefined) {
        roughly(chunk);
        return;
      }
      for (let at = 0; at < chunk.length; at += piece) to.write(chunk.subarray(at, at + piece));
    });
  };
  const server = createServer((client) => {
    taken += 1;
    const device = connect({ host: '127.0.0.1', port: target });
    join(client, device, Number.MAX_SAFE_INTEGER);
    join(device, client, options.piece ?? Number.MAX_SAFE_INTEGER);
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const port = boundPort(server);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    connections: () => taken,
    cut,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
    roughen: (next) => {
      rough = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
