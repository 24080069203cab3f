import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { heapFlags } from '../../edge-agent/heap-flags.ts';

// `npm run bench [-- NAME…]`: one JSON object a line. Each benchmark has a process of its own, so none warms another up. `regulators` is all that tell of them:
// `regulators`, `regulators-cn`, `regulators-ru`.
const all = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''));
const wanted = process.argv.slice(2);
const isMeant = (name: string, by: string) => name === by || (by === 'regulators' && name.startsWith(`${by}-`));
const unknown = wanted.filter((by) => !all.includes(by));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}`);
  process.exit(2);
}
for (const name of all) {
  if (wanted.length > 0 && !wanted.some((by) => isMeant(name, by))) continue;
  // The agent's bench runs as the agent does.
  const flags = name === 'line' ? heapFlags : [];
  const file = `${import.meta.dirname}/${name}.bench.ts`;
  const { status } = spawnSync(process.execPath, [...flags, file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
