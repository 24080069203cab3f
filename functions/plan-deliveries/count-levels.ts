/**
 * How many of some containers are of each level, the lowest first; they are in the order of their levels.
 *
 * @param levels by container
 */
export function countLevels(listed: readonly string[], levels: ReadonlyMap<string, number>): number[] {
  const counts: number[] = [];
  for (const epc of listed) {
    const level = Math.max(levels.get(epc) ?? 1, counts.length, 1);
    while (counts.length < level) counts.push(0);
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
  }
  return counts;
}
