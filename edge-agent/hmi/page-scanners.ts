import { isRefusal } from '#shared/refusal.ts';
import type { Scanner } from '../devices/device.ts';
import { openScanner } from '../devices/open-scanner.ts';

/** A scanner of a station of the page, by the name that people choose it by. */
export interface PageScannerSettings {
  readonly name: string;
  readonly scanner: Parameters<typeof openScanner>[0];
}

/** What a scanner read, and how many it had read then. */
export interface PageScan {
  readonly number: number;
  readonly text: string;
}

export interface PageScanners {
  /** What each read last, the oldest first; a page that looks late has missed none of so many. */
  last(): Record<string, readonly PageScan[]>;
  close(): Promise<void>;
}

interface Opened {
  readonly scanner: Scanner;
  scans: readonly PageScan[];
}

/** As many as a person scans in some seconds. */
const KEPT = 8;

/**
 * Opens the scanners of the page's stations. What they read is told to pages alone: no line takes it for something that was packed.
 *
 * @throws Error naming the scanner whose address is wrong
 */
export function openPageScanners(settings: readonly PageScannerSettings[]): PageScanners {
  const opened = new Map<string, Opened>();
  for (const { name, scanner: address } of settings) {
    const scanner = openScanner(address);
    if (isRefusal(scanner)) throw new Error(`station scanner ${name}${scanner.at ?? ''}: ${scanner.detail}`);
    const one: Opened = { scanner, scans: [] };
    let number = 0;
    scanner.onScan(({ text }) => {
      one.scans = [...one.scans, { number: ++number, text }].slice(-KEPT);
    });
    opened.set(name, one);
  }
  const all = () => [...opened];
  return {
    last: () => Object.fromEntries(all().map(([name, { scans }]) => [name, scans])),
    close: async () => void (await Promise.all(all().map(([, { scanner }]) => scanner.close()))),
  };
}
