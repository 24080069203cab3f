import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';

/** Bytes, compressed as they are sent, that a browser loads before somebody who comes for the first time sees the overview. */
const BUDGET = 350_000;

const built = '.build/console';
const names = v.optional(v.array(v.string()), []);
const manifest = v.record(v.string(), v.object({ file: v.string(), css: names, imports: names }));
const entries = v.parse(manifest, JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')));

/** The files of an entry and of all that it cannot do without. */
function filesOf(name: string, seen = new Set<string>()): string[] {
  const entry = entries[name];
  if (entry === undefined) throw new Error(`${name} is not built: npm run build`);
  if (seen.has(name)) return [];
  seen.add(name);
  return [entry.file, ...entry.css, ...entry.imports.flatMap((one) => filesOf(one, seen))];
}

test('the overview is there after 350 kB', () => {
  const files = new Set([...filesOf('index.html'), ...filesOf('pages/overview.tsx')]);
  const bytes = [...files].reduce((sum, file) => sum + statSync(join(built, `${file}.br`)).size, 0);
  const page = statSync(join(built, 'index.html')).size;
  console.log(`the overview loads ${Math.ceil((bytes + page) / 1000)} kB`);
  expect(bytes + page).toBeLessThanOrEqual(BUDGET);
});

test('what the overview loads later is none of it', () => {
  expect(filesOf('pages/overview.tsx')).not.toContain(entries['parts/packs-chart.tsx']?.file);
});
