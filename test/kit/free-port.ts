import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that the kernel gives to outgoing connections (32768 on, `ip_local_port_range`), so that no connection of the thousands a
 * run makes can take a port between our asking and the start of the program that is told to listen on it.
 */
const lowest = 10_240;
const blocks = 20;
const blockSize = 1_000;

// Files that run at the same time have another number each; a second run on the same machine begins elsewhere in the block.
const block = Number(process.env['VITEST_POOL_ID'] ?? process.pid) % blocks;
let next = Math.floor(Math.random() * blockSize);

/** A TCP port of 127.0.0.1 that nobody listens on, for a program that must be told its port. No other file of this run is given it. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < blockSize; tried++) {
    const port = lowest + block * blockSize + next;
    next = (next + 1) % blockSize;
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free from ${lowest + block * blockSize} on`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const bound = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen({ port, host: '127.0.0.1' }, () => resolve(true));
  });
  if (!bound) return false;
  server.close();
  await once(server, 'close');
  return true;
}
