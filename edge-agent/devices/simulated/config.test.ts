import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the simulation’s configuration', () => {
  test('needs nothing but a line', () => {
    expect(readConfig({ lines: [{}] })).toEqual({
      host: '127.0.0.1',
      status: 0,
      seed: 1,
      cartonsPerMinute: 300,
      faults: {},
      lines: [{ printer: 0, reader: 0, readerResults: 0, plc: 0, base64: false, stx: false }],
    });
  });

  test.each([
    [{}, '/lines'],
    [{ lines: [] }, '/lines'],
    [{ lines: [{ printer: 'x' }] }, '/lines/0/printer'],
    [{ lines: [{}, { plc: 65_536 }] }, '/lines/1/plc'],
    [{ lines: [{}], cartonsPerMinute: 0 }, '/cartonsPerMinute'],
    [{ lines: [{}], faults: { voidRate: 1.5 } }, '/faults/voidRate'],
    [{ lines: [{}], faults: { voidsRate: 1 } }, '/faults/voidsRate'],
    [{ lines: [{ faults: { bufferSlipAt: 0 } }] }, '/lines/0/faults/bufferSlipAt'],
    [{ lines: [{}], colour: 'red' }, '/colour'],
  ])('%j is refused at %s', (config, at) => {
    expect(readConfig(config)).toMatchObject({ refused: 'malformed', at });
  });
});
