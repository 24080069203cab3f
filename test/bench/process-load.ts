import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

/** What one process took while it worked; times in milliseconds. */
export interface ProcessLoad {
  /** How late the event loop was. */
  readonly late: { readonly p99: number; readonly p999: number };
  /** The longest pause for garbage. */
  readonly garbage: number;
  /** Share of one processor. */
  readonly processor: number;
}

const MS = 1e6;

/** Looks at this process until the function that it answers is called. */
export function watchProcess(): () => ProcessLoad {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let garbage = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) garbage = Math.max(garbage, duration);
  });
  observer.observe({ entryTypes: ['gc'] });
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  delay.enable();
  return () => {
    delay.disable();
    observer.disconnect();
    const { user, system } = process.cpuUsage(cpu);
    // Node counts the millisecond between two of its looks as well.
    const at = (share: number) => Math.max(0, delay.percentile(share) / MS - 1);
    return {
      late: { p99: at(99), p999: at(99.9) },
      garbage,
      processor: (user + system) / 1_000 / (performance.now() - from),
    };
  };
}

const PAGES = Buffer.alloc(8 * 4_096, 7);
const WRITES = 300;

/** How long the disk of a folder takes to keep eight pages behind each other, in milliseconds, by share. */
export function diskOf(folder: string): (share: number) => number {
  const file = `${folder}/disk.bin`;
  const descriptor = openSync(file, 'w');
  const taken = Array.from({ length: WRITES }, (_, index) => {
    const from = performance.now();
    writeSync(descriptor, PAGES, 0, PAGES.length, index * PAGES.length);
    fdatasyncSync(descriptor);
    return performance.now() - from;
  }).toSorted((a, b) => a - b);
  closeSync(descriptor);
  rmSync(file);
  return (share) => taken[Math.min(WRITES - 1, Math.floor(share * WRITES))] ?? 0;
}
