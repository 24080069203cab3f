import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/kit/slowest-first.ts';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'cdk.out/**', '.build/**'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Programs that tests start load hundreds of files, which every start would compile.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.build/compiled') },
    // A process for every file would load the same modules again and again, and no test leaves anything in one of them. Only on an engine that
    // others started are files kept apart by their process.
    isolate: Boolean(process.env['DYNAMODB_ENDPOINT']),
    sequence: { sequencer: SlowestFirst },
  },
});
