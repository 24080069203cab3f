import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { Refused } from '../../../refused.ts';
import type { Answer } from '../route.ts';
import { pictureRoutes } from './pictures.ts';

const { path: folder, remove } = temporaryFolder();
afterAll(remove);
writeFileSync(join(folder, 'cam_7.png'), 'seven');

async function asked(line: string, trigger: string, query = ''): Promise<Answer> {
  const [route] = pictureRoutes({ picturesOf: (name) => (name === 'line-1' ? folder : undefined) });
  if (route === undefined) throw new Error('there is no route');
  const sign = () => Promise.reject(new Error('nothing is signed'));
  return route.run({
    path: { line, trigger },
    query: new URLSearchParams(query),
    body: undefined,
    person: undefined,
    who: 'x',
    token: '',
    sign,
  });
}

test('a picture is handed out as the camera left it', async () => {
  const { status, body, headers } = await asked('line-1', '7');
  expect([status, String(body), headers?.['content-type']]).toEqual([200, 'seven', 'image/png']);
});

test('a picture from before the pack was printed is not of it', async () => {
  expect((await asked('line-1', '7', 'since=2026-01-01T00:00:00.000Z')).status).toBe(200);
  await expect(asked('line-1', '7', 'since=2999-01-01T00:00:00.000Z')).rejects.toThrow('since 2999');
  await expect(asked('line-1', '7', 'since=lately')).rejects.toThrow('ISO 8601');
});

test('what the camera did not leave, and whatever is no trigger, is not found', async () => {
  for (const [line, trigger] of [
    ['line-1', '8'],
    ['line-2', '7'],
    ['line-1', '../7'],
    ['line-1', ''],
  ] as const)
    await expect(asked(line, trigger)).rejects.toThrow(Refused);
});
