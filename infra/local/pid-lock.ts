import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Lock files that this process holds. */
const held = new Set<string>();

/** A lock that was taken, or the process that holds it. */
export type Taken = { readonly release: () => void } | { readonly holder: number };

/**
 * Takes a lock file for this process. A holder that is gone, by power cut or otherwise, is taken over; its process id may meanwhile belong to
 * another program, which is told by when that one began.
 */
export function takeLock(path: string): Taken {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${process.pid} ${bornAt(process.pid)}`);
  try {
    // A second try: the first may have found a dead holder, or one that let go at that moment.
    for (let attempt = 0; attempt < 2; attempt++) {
      if (link(draft, path)) {
        held.add(path);
        return { release: () => release(path) };
      }
      const holder = livingHolder(path);
      if (holder !== undefined) return { holder };
    }
    return { holder: 0 };
  } finally {
    rmSync(draft, { force: true });
  }
}

function release(path: string): void {
  if (held.delete(path)) rmSync(path, { force: true });
}

/** Writing and taking are one step: nobody ever sees a lock without its holder. */
function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The holder if it lives; otherwise its lock is put out of the way. */
function livingHolder(path: string): number | undefined {
  const found = textOf(path);
  if (found === undefined) return undefined;
  const [pid = 0, born = ''] = [Number(found.split(' ')[0]), found.split(' ')[1]];
  if (pid === process.pid ? held.has(path) : isAlive(pid, born)) return pid;
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  // Another process may have taken the dead lock over since it was read: then it is that one's, and goes back.
  const moved = textOf(aside);
  if (moved !== undefined && moved !== found) link(aside, path);
  rmSync(aside, { force: true });
  return undefined;
}

function isAlive(pid: number, born: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user is alive, too.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const now = bornAt(pid);
  return now === '' || born === '' || now === born;
}

/** When a process began, in ticks since the machine did; empty where the system does not tell (it does on Linux). */
function bornAt(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`);
  // The program's name stands in brackets and may hold anything; 20 fields after it comes the time (proc(5), field 22).
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);
