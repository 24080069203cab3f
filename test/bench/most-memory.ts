import { readFileSync } from 'node:fs';

/**
 * The most memory that this process ever had, in bytes. `process.resourceUsage` would not do: what a process had that was started by a larger one counts
 * for the larger one's too (Linux keeps `ru_maxrss` over exec, getrusage(2)).
 */
export function mostMemory(): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  if (kibibytes === undefined) throw new Error('/proc/self/status tells no VmHWM');
  return Number(kibibytes) * 1024;
}
