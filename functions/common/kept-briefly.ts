interface Bounds {
  /** For how long an answer is given again, milliseconds. */
  readonly ms: number;
  /** Answers kept at once; the oldest goes first. */
  readonly most: number;
  readonly now: () => Date;
}

/**
 * Reads, and answers the same for a short time: whoever may ask without being known costs one read now and then, and not one each time. Those who ask at once share
 * one read; what fails is not kept.
 */
export function keptBriefly<T>(
  read: (key: string) => Promise<T>,
  { ms, most, now }: Bounds,
): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return (key) => {
    const at = now().getTime();
    const known = kept.get(key);
    if (known !== undefined && known.until > at) return known.answer;
    const answer = read(key);
    kept.delete(key);
    kept.set(key, { until: at + ms, answer });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    for (const [oldest] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return answer;
  };
}
