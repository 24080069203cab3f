import { spawnSync } from 'node:child_process';

// A list of codes on its way into a pool, in a process of its own: how long it takes, and how much memory beyond what the process had before.
for (const count of [500_000]) {
  const script = `${import.meta.dirname}/serial-import-memory.ts`;
  const { stdout, stderr } = spawnSync(process.execPath, [script, String(count)], { encoding: 'utf8' });
  const last = stdout.trim().split('\n').at(-1);
  if (!last) throw new Error(stderr);
  const { megabytes, seconds, count: imported } = JSON.parse(last);
  if (imported !== count) throw new Error(last);
  const print = (metric: string, value: number, unit: string) =>
    process.stdout.write(`${JSON.stringify({ bench: 'serial-imports', metric, value, unit })}\n`);
  print(`memory, ${count} codes`, Math.round(megabytes), 'MB');
  print(`time, ${count} codes`, Math.round(seconds), 's');
  print(`rate, ${count} codes`, Math.round(count / seconds), 'codes/s');
}
