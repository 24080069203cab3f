import { useEffect, useRef, useState } from 'react';
import type { Counters } from '../data/status-shape.ts';
import { rateOf, type Sample, withSample } from './rate-of.ts';

/** Packs a minute of late; undefined before anything is known. */
export function useRate(counters: Counters | null | undefined): number | undefined {
  const samples = useRef<readonly Sample[]>([]);
  const [rate, setRate] = useState<number>();
  useEffect(() => {
    if (counters == null) return;
    samples.current = withSample(samples.current, { at: performance.now(), count: counters.processed.count });
    const average = counters.executeTime > 0 ? (counters.processed.count * 60_000) / counters.executeTime : undefined;
    setRate(rateOf(samples.current) ?? average);
  }, [counters]);
  return rate;
}
