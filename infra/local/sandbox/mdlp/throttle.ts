/** Milliseconds between calls of one method. The operator's documentation of 2022; it was seen to be stricter than that. */
export const publishedLimits: Readonly<Record<string, number>> = {
  outcome: 1_000,
  income: 1_000,
  'sgtins-by-list': 5_000,
  'public-sgtins-by-list': 1_000,
  'sscc-hierarchy': 5_000,
  'sscc-sgtins': 5_000,
  'sscc-full-hierarchy': 30_000,
};
const OTHERWISE_MS = 500;

export type Throttle = ReturnType<typeof newThrottle>;

/** Counts calls by subject and method. */
export function newThrottle(methods: readonly string[], isOn: boolean) {
  const limits = new Map(methods.map((method) => [method, isOn ? (publishedLimits[method] ?? OTHERWISE_MS) : 0]));
  const last = new Map<string, number>();
  return {
    methods,
    /** 0 ends it. `*` means every method. */
    turn: (method: string, ms: number): void => {
      for (const one of method === '*' ? methods : [method]) limits.set(one, ms);
    },
    /** Whether a call may be made now; one that may not does not count. */
    allows: (who: string, method: string, now: number): boolean => {
      const key = `${who} ${method}`;
      const before = last.get(key);
      if (before !== undefined && now - before < (limits.get(method) ?? 0)) return false;
      last.set(key, now);
      return true;
    },
  };
}
