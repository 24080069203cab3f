const MINUTE_MS = 60_000;
const MOST = 5_000;

/**
 * Answers kept for a minute in a warm function, at most 5,000 of them: whoever asks often pays once. `ask` is given the keys nobody asked for
 * lately, and answers all of them.
 */
export function remember<T>(
  now: () => Date,
  ask: (tenant: string, keys: readonly string[]) => Promise<Map<string, T>>,
) {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return async (tenant: string, keys: Iterable<string>): Promise<Map<string, T>> => {
    const at = now().getTime();
    const answers = new Map<string, T>();
    const unknown: string[] = [];
    for (const key of new Set(keys)) {
      const one = kept.get(`${tenant}\n${key}`);
      if (one !== undefined && one.until > at) answers.set(key, one.value);
      else unknown.push(key);
    }
    if (unknown.length === 0) return answers;
    if (kept.size + unknown.length > MOST) kept.clear();
    for (const [key, value] of await ask(tenant, unknown)) {
      kept.set(`${tenant}\n${key}`, { value, until: at + MINUTE_MS });
      answers.set(key, value);
    }
    return answers;
  };
}
