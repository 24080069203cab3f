import { spawnSync } from 'node:child_process';

// A file of serials in a process of its own: how fast, and how much memory beyond what the process had before.
for (const count of [2_000_000]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [`${import.meta.dirname}/serial-file-memory.ts`, String(count)],
    { encoding: 'utf8' },
  );
  const last = stdout.trim().split('\n').at(-1);
  if (!last) throw new Error(stderr);
  const { megabytes, seconds } = JSON.parse(last);
  const print = (metric: string, value: number, unit: string) =>
    process.stdout.write(`${JSON.stringify({ bench: 'serial-files', metric, value, unit })}\n`);
  print(`memory, ${count} serials`, Math.round(megabytes), 'MB');
  print(`rate, ${count} serials`, Math.round(count / seconds), 'serials/s');
}
