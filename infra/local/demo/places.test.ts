import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { closeServer, listen } from '../http/listen.ts';
import { placeOf, portOf, writePlaces } from './places.ts';

const folder = temporaryFolder();
const server = createServer();
afterEach(async () => {
  if (server.listening) await closeServer(server);
  folder.remove();
});

test('one of the outside world is where it was at the last start, unless somebody has its port by now', async () => {
  expect(await portOf(folder.path, 'hub')).toBe(0);
  const port = await listen(server, 0);
  await writePlaces(folder.path, [placeOf('hub', `http://127.0.0.1:${port}`)]);
  expect(await portOf(folder.path, 'hub')).toBe(0);
  await closeServer(server);
  expect(await portOf(folder.path, 'hub')).toBe(port);
  expect(await portOf(folder.path, 'portal')).toBe(0);
});
