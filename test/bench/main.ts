import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { heapFlags } from '../../edge-agent/heap-flags.ts';

// `npm run bench [-- NAME…]`: one JSON object a line. Each benchmark has a process of its own, so none warms another up.
const all = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(`${name}.bench.ts`));
if (unknown.length > 0) {
  console.error(
    `no benchmark ${unknown.join(', ')}; there are ${all.map((name) => name.replace('.bench.ts', '')).join(', ')}`,
  );
  process.exit(2);
}
for (const name of all) {
  if (wanted.length > 0 && !wanted.includes(name.replace('.bench.ts', ''))) continue;
  // The agent's bench runs as the agent does.
  const flags = name === 'line.bench.ts' ? heapFlags : [];
  const { status } = spawnSync(process.execPath, [...flags, `${import.meta.dirname}/${name}`], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
