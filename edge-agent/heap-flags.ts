/**
 * How the agent's interpreter is started: V8 begins with room for what lives long, so it does not collect all of the heap while it grows, and young objects
 * are collected in small steps. Without them one verdict in a thousand waits for the collector (docs/line-faults.md). In MiB.
 */
export const heapFlags: readonly string[] = ['--initial-old-space-size=512', '--max-semi-space-size=8'];
