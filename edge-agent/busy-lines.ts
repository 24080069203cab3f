import type { Batches } from './store/batches.ts';

/** A batch in one of these states has cartons on its line, or will have at any moment. */
const UNDER_WAY = ['clearance', 'running', 'paused', 'closing'] as const;

/**
 * Lines in the middle of a batch, each once: they must not be interrupted. What a line of another maker has ended waits for people alone, and goes on by itself
 * after a start.
 */
export function busyLines(
  { batches }: { readonly batches: Pick<Batches, 'in'> },
  foreign: readonly { readonly line: { readonly line: string } }[],
): string[] {
  const isForeign = (name: string) => foreign.some(({ line }) => line.line === name);
  const busy = UNDER_WAY.flatMap((state) => batches.in(state)).filter(
    ({ line, state }) => state !== 'closing' || !isForeign(line),
  );
  return [...new Set(busy.map(({ line }) => line))];
}
