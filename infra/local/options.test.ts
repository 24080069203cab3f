import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('nothing given means the documented defaults', () => {
  expect(readOptions([])).toEqual({
    port: 4000,
    mqttPort: 8883,
    hmiPort: 4100,
    data: '.seriate',
    fresh: false,
    units: 240,
    speed: 300,
    line: true,
    site: false,
    sncm: false,
    exit: false,
    json: false,
    ahead: 0,
    hasten: 1,
    rate: 100,
    help: false,
  });
});

test('--no-line leaves the plant out', () => expect(readOptions(['--no-line']).line).toBe(false));

test.each([
  [['--units', '0'], '--units'],
  [['--units', '1e3'], '--units'],
  [['--speed', 'fast'], '--speed'],
  [['--port', '70000'], '--port'],
  [['--unit', '5'], '--unit'],
  [['--ahead', '-1'], '--ahead'],
  [['--hasten', '0'], '--hasten'],
  [['--no-line', '--exit'], '--no-line'],
  [['--no-line', '--site'], '--site'],
])('%j is refused with the name of the option', (args, named) => {
  expect(() => readOptions(args)).toThrow(named);
});
