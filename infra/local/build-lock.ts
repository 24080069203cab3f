import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200;
const WAIT_MS = 180_000;

/**
 * Runs `work` while no other process holds the lock file. A holder that was killed is recognised by its process being gone. Throws after
 * three minutes of waiting, naming the file.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WAIT_MS;
  while (!take(path)) {
    if (Date.now() > deadline)
      throw new Error(`${path} is held by process ${holderOf(path)}; end it or remove the file`);
    await pause(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(holderOf(path))) rmSync(path, { force: true });
    return false;
  }
}

function holderOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0; // let go of in between
  }
}

function isAlive(pid: number): boolean {
  // Between making and writing the file it is empty; whoever made it is alive.
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
