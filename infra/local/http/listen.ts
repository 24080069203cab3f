import type { Server } from 'node:http';
import type { Server as SocketServer } from 'node:net';

/** Listens on 127.0.0.1 and answers the port; 0 lets the system choose. Rejects with a plain sentence when the port is taken. */
export function listen(server: SocketServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken by another program; choose another`) : error,
      );
    server.once('error', refused);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** How often connections whose answer has gone out are looked for. */
const lookMs = 50;

/** Takes no more connections, lets answers in hand go out, and closes what is still open after `graceMs`. */
export async function closeServer(server: Server, graceMs = 2_000): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), lookMs);
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}
