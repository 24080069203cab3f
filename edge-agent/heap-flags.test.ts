import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recipe } from './greengrass/recipe.ts';
import { heapFlags } from './heap-flags.ts';

const started = `node ${heapFlags.join(' ')} `;

test.each([
  ['systemd', 'edge-agent/systemd/seriate-agent.service'],
  ['npm run agent', 'package.json'],
])('by %s the agent has the heap that its times were measured with', (_, file) =>
  expect(readFileSync(file, 'utf8')).toContain(started),
);

test('as a component it has that heap too', () => {
  const build = { artifact: 's3://b/k.zip', folder: 'k', architecture: 'amd64' } as const;
  const { Manifests } = recipe({ runtime: 'lite', version: '1.0.0', builds: [build], node: '/n/node' });
  expect(Manifests[0]?.Lifecycle.run.Script).toContain(started);
});
