import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fate, Plc, SequenceRange } from '../../edge-agent/devices/device.ts';
import { DeviceFault } from '../../edge-agent/devices/device-fault.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import type { plcs } from '../../edge-agent/devices/simulated/plcs.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { certain, never, startTestLine } from '../kit/simulated-line.ts';
import { openProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

/** A PLC with a belt to be driven; its faults can be switched. */
export interface PlcUnderTest {
  readonly port: number;
  readonly faults: Faults;
  /** Where the cartons really went, in order of triggers, those in the zone left out. */
  wentTo(): readonly string[];
  /** From now on it answers in one of the ways of a broken station; undefined for answers as they should be. */
  lie(name: string | undefined): void;
  close(): Promise<void>;
}

/** A whole line whose PLC speaks that language, behind a station that can lie. */
export async function startPlcLine(
  plc: keyof typeof plcs,
  openLiar: (target: number) => Promise<Pick<PlcUnderTest, 'port' | 'lie' | 'close'>>,
  gateAt?: number,
): Promise<PlcUnderTest> {
  const line = await startTestLine({}, { drivers: { plc }, ...(gateAt !== undefined && { gateAt }) });
  const station = await openLiar(line.ports.plc);
  return {
    port: station.port,
    lie: station.lie,
    faults: line.faults,
    wentTo: () => line.ledger().cartons.flatMap(({ fate }) => (fate === 'in zone' ? [] : [fate])),
    close: async () => {
      await line.close();
      await station.close();
    },
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** What every PLC driver has to do. `lies` are the ways in which a station can break its protocol. */
export function plcContract(
  name: string,
  open: (address: unknown) => Plc | Refusal,
  start: () => Promise<PlcUnderTest>,
  lies: readonly string[],
): void {
  describe(`${name} reads its address`, () => {
    test.each([
      [42, undefined],
      [{ host: 'a', port: 70_000 }, '/port'],
      [{ host: 'a', pollMs: 0 }, '/pollMs'],
      [{ host: 'a', unit: -1 }, '/unit'],
    ])('the malformed address %j is refused, not thrown', (address, at) => {
      const refusal = open(address);
      expect(isRefusal(refusal) && refusal.at).toBe(at);
    });
  });

  describe(`${name} keeps the PLC contract`, () => {
    let device: PlcUnderTest;
    let cable: TcpProxy;
    let plc: Plc;
    let fates: Fate[];
    let unknown: SequenceRange[];
    const up = () => vi.waitFor(() => expect(plc.health()).toBe('up'), 10_000);
    const told = (count: number) => vi.waitFor(() => expect(fates.length).toBe(count), { timeout: 15_000 });
    const triggered = (count: number) =>
      vi.waitFor(async () => expect((await plc.status(never())).triggers).toBeGreaterThanOrEqual(count), 10_000);
    const openAgain = async (more: object = {}) => {
      plc = certain(open({ host: '127.0.0.1', port: cable.port, timeoutMs: 500, pollMs: 10, ...more }));
      fates = [];
      unknown = [];
      plc.onFate((fate) => fates.push(fate));
      plc.onUnknownFates((range) => unknown.push(range));
      await up();
    };

    beforeEach(async () => {
      device = await start();
      cable = await openProxy(device.port);
      await openAgain();
    });
    afterEach(async () => {
      await plc.close();
      await cable.close();
      await device.close();
    });

    test('as many cartons enter as were released, and no more', async () => {
      await plc.release(3, never());
      await plc.release(2, never());
      await told(5);
      const { triggers, zone, rejected } = await plc.status(never());
      expect({ triggers, zone, rejected }).toEqual({ triggers: 5, zone: 0, rejected: 5 });
    });

    test('a carton without a verdict is rejected', async () => {
      await plc.release(1, never());
      await told(1);
      expect(fates).toEqual([{ sequence: 1, fate: 'rejected' }]);
    });

    test('each carton goes where its own verdict sends it', async () => {
      await plc.release(3, never());
      for (const [sequence, verdict] of [
        [1, 'sample'],
        [2, 'good'],
        [3, 'reject'],
      ] as const) {
        await triggered(sequence);
        await plc.verdict(sequence, verdict, never());
      }
      await told(3);
      expect(fates.map(({ fate }) => fate)).toEqual(['sampled', 'passed', 'rejected']);
      expect(device.wentTo()).toEqual(['sampled', 'passed', 'rejected']);
    });

    test('after a purge the zone is empty, all of it rejected and told, and no quota is left', async () => {
      await plc.release(500, never());
      await triggered(4);
      await plc.verdict(4, 'good', never());
      await plc.purge(never());
      const { zone, triggers, passed } = await plc.status(never());
      expect({ zone, passed, told: fates.length }).toEqual({ zone: 0, passed: 0, told: triggers });
      expect(triggers).toBeLessThan(500);
      await plc.release(1, never());
      await told(triggers + 1);
      expect((await plc.status(never())).triggers).toBe(triggers + 1);
    });

    test('fates are told once and in order over lost connections', async () => {
      await plc.release(60, never());
      for (const until of [15, 30, 45]) {
        await vi.waitFor(() => expect(fates.length).toBeGreaterThan(until), { timeout: 10_000, interval: 2 });
        cable.cut();
      }
      await up();
      await told(60);
      expect(fates.map(({ sequence }) => sequence)).toEqual(upTo(60));
      expect(unknown).toEqual([]);
    });

    test('a driver opened again tells the fates since the one it is given', async () => {
      await plc.release(20, never());
      await told(20);
      await plc.close();
      await openAgain({ afterFate: 12 });
      await told(8);
      expect(fates.map(({ sequence }) => sequence)).toEqual(upTo(20).slice(12));
      await plc.close();
      await openAgain();
      expect(fates).toEqual([]);
    });

    test('fates that the PLC no longer remembers are told as unknown', async () => {
      await plc.release(40, never());
      await told(40);
      await plc.close();
      await openAgain({ afterFate: 2 });
      await told(32);
      expect(unknown).toEqual([{ first: 3, last: 8 }]);
      expect(fates[0]?.sequence).toBe(9);
    });

    test('a carton taken off the belt behind the camera has an unknown fate', async () => {
      device.faults.missingAtGate = 2;
      await plc.release(3, never());
      await told(2);
      expect(fates.map(({ sequence }) => sequence)).toEqual([1, 3]);
      expect(unknown).toEqual([{ first: 2, last: 2 }]);
      expect((await plc.status(never())).zone).toBe(0);
    });

    test('bin, air and guard are told, and let nothing in', async () => {
      Object.assign(device.faults, { binFull: true, airLow: true, guardOpen: true } satisfies Faults);
      await plc.release(1, never());
      expect(await plc.status(never())).toMatchObject({ binFull: true, airLow: true, guardOpen: true, zone: 0 });
      Object.assign(device.faults, { binFull: false, airLow: false, guardOpen: false } satisfies Faults);
      await told(1);
      expect(await plc.status(never())).toMatchObject({ binFull: false, airLow: false, guardOpen: false });
    });

    test.each(['starved', 'blocked'] as const)('%s is told, and lets nothing in', async (state) => {
      device.faults[state] = true;
      await plc.release(1, never());
      const other = state === 'starved' ? 'blocked' : 'starved';
      expect(await plc.status(never())).toMatchObject({ [state]: true, [other]: false, zone: 0 });
      device.faults[state] = false;
      await told(1);
      expect(await plc.status(never())).toMatchObject({ starved: false, blocked: false });
    });

    test('lost track is told until a purge, which rejects all that was in the zone', async () => {
      device.faults.doubleFeedAt = 2;
      await plc.release(2, never());
      await vi.waitFor(async () => expect(await plc.status(never())).toMatchObject({ trackingLost: true }), 10_000);
      await plc.purge(never());
      expect(await plc.status(never())).toMatchObject({ trackingLost: false, passed: 0, zone: 0 });
    });

    test('after an emergency stop all that was in the zone is rejected, and nothing enters before a purge', async () => {
      await plc.release(500, never());
      await triggered(3);
      for (const sequence of upTo(3)) await plc.verdict(sequence, 'good', never()).catch(() => undefined);
      device.faults.estop = true;
      await vi.waitFor(async () => expect(await plc.status(never())).toMatchObject({ estop: true }));
      const { zone } = await plc.status(never());
      expect(zone).toBeGreaterThan(0);
      await expect(plc.release(1, never())).rejects.toMatchObject({ kind: 'rejected' });
      device.faults.estop = false;
      const before = fates.length;
      await plc.purge(never());
      expect(fates.slice(before + 1).every(({ fate }) => fate === 'rejected')).toBe(true);
      expect(await plc.status(never())).toMatchObject({ estop: false, zone: 0 });
      const entered = fates.length;
      await plc.release(1, never());
      await told(entered + 1);
    });

    test('the PLC stops by itself after the rejects in a row that the address allows, until a purge', async () => {
      await plc.close();
      await openAgain({ rejectLimit: 3 });
      await plc.release(100, never());
      await vi.waitFor(async () => expect(await plc.status(never())).toMatchObject({ rejectLimit: true }), 10_000);
      await plc.purge(never());
      const { triggers, rejectLimit } = await plc.status(never());
      expect(rejectLimit).toBe(false);
      expect(triggers).toBeLessThan(100);
    });

    test('the bin’s sensor tells of a pack that the gate fired at in vain', async () => {
      device.faults.gateFiredNotMoved = 2;
      await plc.release(3, never());
      await told(3);
      expect(fates.map(({ fate }) => fate)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(device.wentTo()).toEqual(['rejected', 'passed', 'rejected']);
      expect(await plc.status(never())).toMatchObject({ rejected: 3, binConfirmed: 2 });
    });

    test('a carton that is gone at the gate, which never fired, has an unknown fate', async () => {
      device.faults.goneWithoutFiring = 2;
      await plc.release(3, never());
      await told(2);
      expect(unknown).toEqual([{ first: 2, last: 2 }]);
      expect(await plc.status(never())).toMatchObject({ rejected: 2, binConfirmed: 2, zone: 0 });
    });

    test('counters that went back make the PLC another one', async () => {
      await plc.close();
      plc = certain(open({ host: '127.0.0.1', port: cable.port, afterFate: 5 }));
      await vi.waitFor(() => expect(plc.health()).toBe('misconfigured'), 5_000);
      expect(plc.renumbered()).toBe(true);
    });

    test('commands for a PLC that is gone fail, and end with the reason of their signal', async () => {
      const reason = new Error('the line stops');
      await expect(plc.verdict(1, 'good', AbortSignal.abort(reason))).rejects.toBe(reason);
      cable.freeze();
      const stop = new AbortController();
      const purging = plc.purge(stop.signal);
      stop.abort(reason);
      await expect(purging).rejects.toBe(reason);
      await vi.waitFor(() => expect(plc.health()).not.toBe('up'), 5_000);
      await expect(plc.release(1, never())).rejects.toMatchObject({ kind: 'disconnected' });
    });

    test('a half-open connection is noticed and made again', async () => {
      cable.freeze();
      await vi.waitFor(() => expect(plc.health()).not.toBe('up'), 5_000);
      cable.thaw();
      await up();
      await plc.release(1, never());
      await told(1);
    });

    test.each(lies)('a station that answers with %s is of no use until it stops, and costs no fate', async (lie) => {
      await plc.release(3, never());
      await told(3);
      device.lie(lie);
      await expect(plc.status(never())).rejects.toBeInstanceOf(DeviceFault);
      await vi.waitFor(() => expect(plc.health()).toMatch(/misconfigured|refused/), 5_000);
      await expect(plc.release(1, never())).rejects.toBeInstanceOf(DeviceFault);
      device.lie(undefined);
      await up();
      expect(plc.renumbered()).toBe(false);
      await plc.release(2, never());
      await told(5);
      expect(fates.map(({ sequence }) => sequence)).toEqual(upTo(5));
      expect(unknown).toEqual([]);
    });

    test('a verdict for a carton that was never triggered is turned down', async () => {
      await expect(plc.verdict(99, 'good', never())).rejects.toMatchObject({ kind: 'rejected' });
      await expect(plc.release(0, never())).rejects.toMatchObject({ kind: 'rejected' });
    });
  });
}
