import { expect, test } from 'vitest';
import { pageFile } from './page-files.ts';

test('where the page was not built the agent says what to run', async () => {
  const said = await pageFile('/', undefined);
  expect(said?.status).toBe(503);
  expect(said?.body.toString()).toContain('npm run build');
  expect(await pageFile('/assets/index.js', undefined)).toBeUndefined();
});
