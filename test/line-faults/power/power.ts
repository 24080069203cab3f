import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporary } from '../../../edge-agent/testing/builders.ts';

/** How long the disk takes each time, in microseconds: as much as a slow one. */
const DELAY_US = 20_000;

/** A machine whose power fails: of its database only what was brought to the disk is there afterwards. */
export interface Power {
  /** What a process has to be started with so that it loses what it does not bring to the disk. */
  readonly env: NodeJS.ProcessEnv;
  /** The power has failed; answers true when anything was lost. Nothing may have the database open. */
  fail(): boolean;
  remove(): void;
}

/**
 * Sets up power that can fail, for the database in a directory. It needs a C compiler (`cc`) and Linux, as what the process has written and not brought to the
 * disk is taken by what stands between it and the system.
 */
export function power(data: string): Power {
  const home = temporary();
  const library = join(home.directory, 'durable.so');
  const source = new URL('durable.c', import.meta.url).pathname;
  const { status, stderr, error } = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread']);
  if (status !== 0) throw new Error(`there is no C compiler: ${error?.message ?? String(stderr)}`);
  const [file, log] = ['agent.db', 'agent.db-wal'];
  copyFileSync(join(data, file), join(home.directory, file));
  return {
    env: { LD_PRELOAD: library, DURABLE: home.directory, DELAY_US: String(DELAY_US) },
    fail: () => {
      const lost = differs(join(data, log), join(home.directory, log));
      for (const name of [file, log, 'agent.db-shm']) rmSync(join(data, name), { force: true });
      for (const name of [file, log]) {
        const kept = join(home.directory, name);
        if (existsSync(kept)) copyFileSync(kept, join(data, name));
      }
      return lost;
    },
    remove: home.remove,
  };
}

function differs(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return existsSync(one) !== existsSync(other);
  return spawnSync('cmp', ['-s', one, other]).status !== 0;
}
