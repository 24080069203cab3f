/**
 * How many of some containers are of each level, the lowest first. They were ordered by their levels when they were listed; of one that is not among those
 * that are known now the level is that of the one before it, so that what was planned once is planned the same.
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
