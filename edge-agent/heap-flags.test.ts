import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recipe } from './greengrass/recipe.ts';
import { heapFlags } from './heap-flags.ts';

const flags = heapFlags.join(' ');
const started = `node ${flags} `;

test.each([
  ['systemd', 'edge-agent/systemd/seriate-agent.service', started],
  ['npm run agent', 'package.json', started],
  ['npm start', 'infra/local/demo/plant.ts', `'${flags}'`],
])('by %s the agent has the heap that its times were measured with', (_, file, words) =>
  expect(readFileSync(file, 'utf8')).toContain(words),
);

test('as a component it has that heap too', () => {
  const build = { artifact: 's3://b/k.zip', folder: 'k', architecture: 'amd64' } as const;
  const { Manifests } = recipe({ runtime: 'lite', version: '1.0.0', builds: [build], node: '/n/node' });
  expect(Manifests[0]?.Lifecycle.run.Script).toContain(started);
});
