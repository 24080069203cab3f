import { expect, test } from 'vitest';
import type { LineStatus } from './line-status.ts';
import { mayResume } from './operator.ts';

const alarm = (code: string, stops = true) => ({ code, detail: '', stops, remedy: '', raisedAt: '' });
const line = (alarms: LineStatus['alarms'], printer = 'up'): LineStatus => ({
  line: 'line-1',
  devices: { printer, camera: 'up' },
  alarms,
});

test.each([
  ['a device was lost and is back', line([alarm('device-lost')]), true],
  ['it only warns', line([alarm('not-confirmed', false)]), false],
  ['nothing rings', line([]), false],
  ['the device is still away', line([alarm('device-lost')], 'connecting'), false],
  ['somebody has to empty the bin', line([alarm('device-lost'), alarm('bin-full')]), false],
])('when %s, resuming is %s', (_, status, may) => expect(mayResume(status)).toBe(may));
