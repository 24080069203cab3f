import type { Container } from './containers-of.ts';

/** Of some containers, by level, the lowest first: how many there are, and how many things are directly in the fullest. */
export interface Levels {
  readonly levels: number[];
  readonly largest: number[];
}

/**
 * What there is of each level of some containers; they are in the order of their levels.
 *
 * @param known by container
 */
export function countLevels(
  listed: readonly string[],
  known: ReadonlyMap<string, Pick<Container, 'level' | 'holds'>>,
): Levels {
  const levels: number[] = [];
  const largest: number[] = [];
  for (const epc of listed) {
    const { level, holds } = known.get(epc) ?? { level: 1, holds: 0 };
    const place = Math.max(level, levels.length, 1) - 1;
    while (levels.length <= place) {
      levels.push(0);
      largest.push(0);
    }
    levels[place] = (levels[place] ?? 0) + 1;
    largest[place] = Math.max(largest[place] ?? 0, holds);
  }
  return { levels, largest };
}
