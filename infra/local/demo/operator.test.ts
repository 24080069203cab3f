import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { closeServer, listen } from '../http/listen.ts';
import type { LineStatus } from './line-status.ts';
import { mayResume, resume } from './operator.ts';

const alarm = (code: string, stops = true, signed = false) => ({
  code,
  detail: '',
  stops,
  signed,
  remedy: '',
  raisedAt: '',
});
const line = (alarms: LineStatus['alarms'], printer = 'up'): LineStatus => ({
  line: 'line-1',
  devices: { printer, camera: 'up' },
  alarms,
});

test.each([
  ['a device was lost and is back', line([alarm('device-lost')]), true],
  ['it only warns', line([alarm('serials-low', false)]), false],
  ['packs have to be explained that were on their way', line([alarm('not-confirmed', false, true)]), true],
  ['nothing rings', line([]), false],
  ['the device is still away', line([alarm('device-lost')], 'connecting'), false],
  ['somebody has to empty the bin', line([alarm('device-lost'), alarm('bin-full')]), false],
])('when %s, resuming is %s', (_, status, may) => expect(mayResume(status)).toBe(may));

test('the operator signs in, explains, resumes and signs out', async () => {
  const asked: string[] = [];
  let acknowledged = '';
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/acknowledge')) request.on('data', (data) => (acknowledged += String(data)));
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    const alarms = [
      { alarm: 3, code: 'silence', signed: false },
      { alarm: 4, code: 'not-confirmed', signed: true },
    ];
    response.end(JSON.stringify({ token: 'secret', alarms }));
  });
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  const otto = { username: 'otto', name: 'Otto', role: 'operator', password: 'x' };
  await resume(url, line([alarm('silence')]), otto);
  await closeServer(server);
  expect(asked).toEqual([
    'POST /api/session',
    'GET /api/lines/line-1/alarms?open Bearer secret',
    'POST /api/lines/line-1/alarms/explain Bearer secret',
    'POST /api/lines/line-1/alarms/acknowledge Bearer secret',
    'DELETE /api/session Bearer secret',
  ]);
  expect(JSON.parse(acknowledged)).toEqual({ alarms: [3, 4] });
  // An agent that is not there is asked again at the next look.
  await resume(url, line([alarm('silence')]), otto);
});
