import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Scan, Scanner } from '../../edge-agent/devices/device.ts';
import { readScan } from '../../edge-agent/devices/scanners/read-scan.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { certain } from '../kit/simulated-line.ts';

/** A scanner to be driven, and a hand on it. */
export interface ScannerUnderTest {
  /** The whole address for the driver. */
  readonly address: object;
  /** Sends bytes, Latin-1, as they are, to the driver once it is connected. */
  send(bytes: string): void;
  /** Breaks the connection; another can be made. */
  cut(): Promise<void> | void;
  close(): Promise<void>;
}

const code = (serial: string) => `]d2010950600013435217271231${'10LOT1'}\x1d21${serial}`;

/** What every scanner driver has to do. */
export function scannerContract(
  name: string,
  open: (address: unknown) => Scanner | Refusal,
  start: () => Promise<ScannerUnderTest>,
  malformed: readonly (readonly [address: unknown, at: string | undefined])[],
): void {
  describe(`${name} keeps the scanner contract`, () => {
    let device: ScannerUnderTest;
    let scanner: Scanner;
    let scans: Scan[];
    const health = (expected: string) => vi.waitFor(() => expect(scanner.health()).toBe(expected), 10_000);
    const texts = () => scans.map(({ text }) => text);

    const begin = async (members: object = {}) => {
      device = await start();
      scanner = certain(open({ ...device.address, timeoutMs: 200, ...members }));
      scans = [];
      scanner.onScan((scan) => scans.push(scan));
      await health('up');
    };
    afterEach(async () => {
      await scanner?.close();
      await device?.close();
    });

    test.each(malformed)('the malformed address %j is refused, not thrown', (address, at) => {
      const refusal = open(address);
      expect(isRefusal(refusal) && refusal.at).toBe(at);
    });

    test('a scan is told once, with everything the scanner sent but its end', async () => {
      await begin();
      device.send(`${code('_1;>%')}\r\n`);
      await vi.waitFor(() => expect(texts()).toEqual([code('_1;>%')]));
      expect(readScan(texts()[0] ?? '')).toMatchObject({ kind: 'item', lot: 'LOT1', serial: '_1;>%' });
    });

    test('scans that come in pieces or run together are whole and in order', async () => {
      await begin();
      const all = Array.from({ length: 20 }, (_, number) => code(`S${number}`));
      for (const piece of all
        .map((text) => `${text}\r`)
        .join('')
        .match(/[\s\S]{1,17}/g) ?? []) {
        device.send(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await vi.waitFor(() => expect(texts()).toEqual(all));
      const times = scans.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    test('a lost connection is made again, and a scan that was cut is not joined with the next', async () => {
      await begin();
      device.send(']d2cut');
      await vi.waitFor(() => expect(texts()).toEqual([]));
      await device.cut();
      await vi.waitFor(() => {
        device.send(`${code('A')}\r`);
        expect(texts()).toContain(code('A'));
      }, 10_000);
      expect(new Set(texts())).toEqual(new Set([code('A')]));
      expect(scanner.health()).toBe('up');
    });

    test('a scanner that sends no end is misconfigured, and up again after a whole scan', async () => {
      await begin();
      device.send(code('A'));
      await health('misconfigured');
      device.send(`${code('B')}\r`);
      await health('up');
      expect(texts()).toEqual([code('B')]);
    });

    test('a heartbeat is no scan, and its absence is noticed', async () => {
      device = await start();
      const heartbeat = { text: 'ALIVE', withinMs: 300 };
      scanner = certain(open({ ...device.address, timeoutMs: 200, heartbeat }));
      scans = [];
      scanner.onScan((scan) => scans.push(scan));
      await vi.waitFor(() => {
        device.send('ALIVE\r');
        expect(scanner.health()).toBe('up');
      }, 10_000);
      await vi.waitFor(() => expect(scanner.health()).not.toBe('up'), 5_000);
      expect(scans).toEqual([]);
    });
  });
}
