import { describe, expect, test } from 'vitest';
import { Coder } from './coder.ts';
import type { Faults } from './faults.ts';

const values = (serial: string): [string, string][] => [
  ['GTIN', '09506000134352'],
  ['EXPIRY', '271231'],
  ['LOT', 'L1'],
  ['SERIAL', serial],
];

function started(faults: Faults = {}) {
  const coder = new Coder({ faults, random: { voids: () => 1, growth: () => 1, contrast: () => 1 } });
  coder.select('CARTON', values('S0'));
  coder.run();
  return coder;
}
const serialOn = (coder: Coder, carton = 1) => coder.print(carton)?.code?.slice(-2);

describe('the simulated coder', () => {
  test('prints its message again and again', () => {
    const coder = started();
    coder.update(values('S1'));
    expect([serialOn(coder), serialOn(coder), serialOn(coder)]).toEqual(['S1', 'S1', 'S1']);
    expect(coder.head.counts).toEqual({ received: 1, printed: 3, cancelled: 0 });
  });

  test('forgets a message that is replaced before a carton came', () => {
    const coder = started();
    coder.update(values('S1'));
    coder.update(values('S2'));
    expect(serialOn(coder)).toBe('S2');
    expect(coder.head.counts).toEqual({ received: 2, printed: 1, cancelled: 1 });
  });

  test('ignores a field that its job does not have, and keeps the value of one it is not told', () => {
    const coder = started();
    expect(coder.update([['SERIALNUMBER', 'S1']])).toBe(true);
    expect(serialOn(coder)).toBe('S0');
  });

  test('knows nothing any more when its power was gone', () => {
    const coder = started();
    coder.update(values('S1'));
    coder.losePower();
    expect(coder.waiting).toEqual([]);
    expect(coder.update(values('S2'))).toBe(false);
    expect(coder.run()).toBe(false);
    expect(serialOn(coder)).toBeUndefined();
  });

  test('has nothing for the next carton while it is stopped, and its old message again for whoever lets it go on', () => {
    const coder = started();
    coder.update(values('S1'));
    coder.stop();
    expect([coder.waiting, serialOn(coder)]).toEqual([[], undefined]);
    coder.run();
    expect([coder.waiting.length, serialOn(coder)]).toEqual([1, 'S1']);
  });

  test('tells of a print only when it is asked a second time', () => {
    const coder = started();
    coder.batchCount();
    serialOn(coder);
    expect([coder.batchCount(), coder.batchCount()]).toEqual([0, 1]);
  });

  test('prints the message before when an update comes too late', () => {
    const coder = started({ bufferSlipAt: 2 });
    coder.update(values('S1'));
    serialOn(coder, 1);
    coder.update(values('S2'));
    expect([serialOn(coder, 2), serialOn(coder, 3)]).toEqual(['S1', 'S2']);
  });

  test('prints nothing while it stands, lacks something or has no job', () => {
    const faults: Faults = {};
    const coder = started(faults);
    faults.ribbonOut = true;
    expect(serialOn(coder)).toBeUndefined();
    expect(coder.run()).toBe(false);
    faults.ribbonOut = false;
    coder.stop();
    expect(serialOn(coder)).toBeUndefined();
    expect(coder.select('NO SUCH', [])).toBe(false);
    expect(coder.job).toBe('CARTON');
  });
});
