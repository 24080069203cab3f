import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ItemLabel, Label, Printer, PrinterStatus, PrintJob } from '../../edge-agent/devices/device.ts';
import { DeviceFault } from '../../edge-agent/devices/device-fault.ts';
import { writeElementString } from '../../shared/gs1/element-string.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { certain, never } from '../kit/simulated-line.ts';
import { openProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

export type PrinterTrouble = 'paperOut' | 'ribbonOut' | 'headOpen' | 'paused';

/** A printer to be driven, and what is known of it from outside. */
export interface PrinterUnderTest {
  readonly port: number;
  /** A carton comes by: the element string that is printed on it. */
  carton(): string | undefined;
  /** Takes its media away: it prints nothing and answers nothing. */
  silence(silent: boolean): void;
  /** Brings it into a state in which it prints nothing and says why, or out of it. */
  set(state: PrinterTrouble, holds: boolean): void;
  /** The power goes and comes back. */
  losePower(): void;
  close(): Promise<void>;
}

/** What differs from printer to printer. */
export interface PrinterTraits {
  /** Has it print labels as `label` makes them. */
  readonly job: PrintJob;
  /** As what each trouble shows: not every language tells them apart. */
  readonly shows: Readonly<Record<PrinterTrouble, keyof PrinterStatus>>;
  /** Labels that this printer cannot print, by what is wrong with them. */
  readonly unprintable: readonly (readonly [string, Label])[];
}

export const label = (serial: string, lot = 'LOT1'): ItemLabel => ({
  elements: [
    { ai: '01', value: '09506000134352' },
    { ai: '17', value: '271231' },
    { ai: '10', value: lot },
    { ai: '21', value: serial },
  ],
  text: [`LOT ${lot}`, `SN ${serial}`],
});

/** What every printer driver has to do. */
export function printerContract(
  name: string,
  open: (address: unknown) => Printer | Refusal,
  start: () => Promise<PrinterUnderTest>,
  traits: PrinterTraits,
): void {
  describe(`${name} keeps the printer contract`, () => {
    let device: PrinterUnderTest;
    let cable: TcpProxy;
    let printer: Printer;
    const up = () => vi.waitFor(() => expect(printer.health()).toBe('up'), 10_000);

    beforeEach(async () => {
      device = await start();
      cable = await openProxy(device.port);
      printer = certain(open({ host: '127.0.0.1', port: cable.port, timeoutMs: 400, pollMs: 50 }));
      await up();
      await printer.select(traits.job, never());
    });
    afterEach(async () => {
      await printer.close();
      await cable.close();
      await device.close();
    });

    test.each([
      [undefined, undefined],
      ['printer', undefined],
      [{ port: 9100 }, '/host'],
      [{ host: 'a', port: 0 }, '/port'],
      [{ host: 'a b', port: 1 }, '/host'],
      [{ host: 'a', port: 1, speed: 3 }, '/speed'],
    ])('the malformed address %j is refused, not thrown', (address, at) => {
      const refusal = open(address);
      expect(isRefusal(refusal) && refusal.at).toBe(at);
    });

    test('labels come out in the order in which they were printed', async () => {
      const serials = ['A1', 'A2', 'A3'].slice(0, printer.holds);
      for (const serial of serials) await printer.print(label(serial), never());
      expect((await printer.status(never())).waiting).toBe(serials.length);
      expect(serials.map(() => device.carton()?.slice(-2))).toEqual(serials);
    });

    test('nothing is printed before the first label', () => {
      expect(device.carton()).toBeUndefined();
    });

    test('cancelling leaves no label for any carton, and the next label is printed again', async () => {
      for (const serial of ['A1', 'A2'].slice(0, printer.holds)) await printer.print(label(serial), never());
      await printer.cancelAll(never());
      expect([device.carton(), device.carton()]).toEqual([undefined, undefined]);
      expect((await printer.status(never())).waiting).toBe(0);
      expect((await printer.status(never())).paused).toBe(false);
      await printer.print(label('A3'), never());
      await printer.status(never());
      expect(device.carton()?.slice(-2)).toBe('A3');
    });

    test('a printer that is let go on while it is asked how it stands is not said to be paused', async () => {
      for (const serial of ['A1', 'B2', 'C3']) {
        await printer.cancelAll(never());
        let isPrinted = false;
        const printed = printer.print(label(serial), never()).finally(() => {
          isPrinted = true;
        });
        const said: Promise<PrinterStatus>[] = [];
        while (!isPrinted) {
          said.push(printer.status(never()));
          await new Promise(setImmediate);
        }
        await printed;
        expect((await Promise.all(said)).filter(({ paused }) => paused)).toEqual([]);
      }
    });

    test('a job with a field that no label can fill is turned down', async () => {
      const job = { name: traits.job.name, fields: { ...traits.job.fields, 1: '{shoe size}' } };
      if (Object.keys(traits.job.fields).length === 0 && traits.job.name === '') return;
      await expect(printer.select(job, never())).rejects.toMatchObject({ name: 'DeviceFault', kind: 'rejected' });
    });

    test('what it held when it lost its power is on no carton', async () => {
      await printer.print(label('A1'), never());
      await printer.status(never());
      const before = cable.connections();
      device.losePower();
      expect(device.carton()).toBeUndefined();
      await vi.waitFor(() => expect(cable.connections()).toBeGreaterThan(before), 5_000);
      await up();
      await printer.cancelAll(never());
      await printer.select(traits.job, never());
      await printer.print(label('A2'), never());
      await printer.status(never());
      expect(device.carton()?.slice(-2)).toBe('A2');
    });

    test('what reaches the printer is exactly the element string, whatever characters are in it', async () => {
      const characters = [...'!%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"'];
      const value = fc
        .array(fc.constantFrom('_', '_1', '__', '_d065', '>', '>8', ...characters), { minLength: 1, maxLength: 20 })
        .map((parts) => parts.join('').slice(0, 20));
      await fc.assert(
        fc.asyncProperty(value, value, async (lot, serial) => {
          await printer.print(label(serial, lot), never());
          await printer.status(never());
          expect(device.carton()).toBe(writeElementString(label(serial, lot).elements));
          await printer.cancelAll(never());
        }),
        { numRuns: 60 },
      );
    });

    const unprintable: (readonly [string, Label])[] = [
      ['a serial outside the character set', label('A^XZ')],
      ['no element', { elements: [], text: [] }],
      ...traits.unprintable,
    ];
    test.each(unprintable)('%s is turned down and nothing is printed', async (_, bad) => {
      await expect(printer.print(bad, never())).rejects.toMatchObject({ name: 'DeviceFault', kind: 'rejected' });
      expect((await printer.status(never())).waiting).toBe(0);
      expect(device.carton()).toBeUndefined();
    });

    test.each(['paperOut', 'ribbonOut', 'headOpen', 'paused'] as const)('it says so when %s holds', async (state) => {
      await printer.print(label('A1'), never());
      const shown = traits.shows[state];
      expect((await printer.status(never()))[shown]).toBe(false);
      device.set(state, true);
      expect((await printer.status(never()))[shown]).toBe(true);
      device.set(state, false);
      expect((await printer.status(never()))[shown]).toBe(false);
    });

    test('a printer that does not answer is a fault, and up again when it does', async () => {
      device.silence(true);
      await expect(printer.status(never())).rejects.toBeInstanceOf(DeviceFault);
      await vi.waitFor(() => expect(printer.health()).toBe('refused'));
      await expect(printer.print(label('A'), never())).rejects.toMatchObject({ kind: 'disconnected' });
      device.silence(false);
      await up();
    });

    test('an aborted command ends with the reason of its signal', async () => {
      const reason = new Error('the line stops');
      await expect(printer.print(label('A'), AbortSignal.abort(reason))).rejects.toBe(reason);
      const stop = new AbortController();
      cable.freeze();
      const asked = printer.status(stop.signal);
      stop.abort(reason);
      await expect(asked).rejects.toBe(reason);
    });

    test('a half-open connection is noticed without being used', async () => {
      cable.freeze();
      await vi.waitFor(() => expect(printer.health()).toBe('refused'), 5_000);
      cable.thaw();
      await up();
    });

    test('a lost connection is made again and labels go on', async () => {
      await printer.print(label('A1'), never());
      await printer.status(never());
      cable.cut();
      await vi.waitFor(() => expect(cable.connections()).toBeGreaterThan(1), 5_000);
      await up();
      await printer.print(label('A2'), never());
      expect((await printer.status(never())).waiting).toBe(Math.min(2, printer.holds));
    });

    test('nobody at the address is a refusal that is tried again', async () => {
      await cable.close();
      await vi.waitFor(() => expect(printer.health()).toBe('refused'), 5_000);
      await expect(printer.print(label('A'), never())).rejects.toMatchObject({ kind: 'disconnected' });
    });
  });
}
