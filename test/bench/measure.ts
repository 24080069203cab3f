/** Best of several rates, per second. The works take turns, so that a busy machine slows all of them alike. */
export function ratesOf(count: number, rounds: number, works: readonly (() => unknown)[]): number[] {
  const best = works.map(() => 0);
  for (let round = 0; round < rounds; round++)
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      work();
      best[index] = Math.max(best[index] ?? 0, (count / (performance.now() - start)) * 1000);
    }
  return best;
}

/** Writes one figure as a line of JSON; `ratio` is the value over the baseline's. */
export function report(figure: {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  baseline?: { name: string; value: number };
}): void {
  const { baseline, value, ...rest } = figure;
  const compared = baseline && {
    baseline: { name: baseline.name, value: Math.round(baseline.value) },
    ratio: Math.round((100 * value) / baseline.value) / 100,
  };
  process.stdout.write(`${JSON.stringify({ ...rest, value: Math.round(value), ...compared })}\n`);
}
