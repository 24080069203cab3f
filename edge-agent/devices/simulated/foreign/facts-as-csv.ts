export type Facts = readonly Readonly<Record<string, unknown>>[];

const columns = ['kind', 'number', 'parent', 'level', 'reason', 'partial'] as const;

/** Facts as a CSV file, a number a row. */
export function csvOf(facts: Facts): string {
  const rows = facts.flatMap(({ numbers, children, ...fact }) =>
    textsOf(numbers ?? children).map((number) => {
      const cells: Readonly<Record<string, unknown>> = { ...fact, number };
      return columns.map((name) => `"${String(cells[name] ?? '').replaceAll('"', '""')}"`).join(',');
    }),
  );
  return [columns.join(','), ...rows, ''].join('\r\n');
}

/** A list as texts; none when it is none. */
export const textsOf = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
