import type { Batch } from '../../store/batches.ts';
import type { NumberLevel } from './foreign-line.ts';

/** Where the numbers of a level come from. */
export interface NumberPool {
  readonly pool: string;
  /** Of what the serials are; undefined for SSCCs. */
  readonly gtin: string | undefined;
}

/** The pool of a level's numbers; undefined when the recipe has no such level. */
export function poolOf(
  { order, recipe }: Pick<Batch, 'order' | 'recipe'>,
  level: NumberLevel,
  key: 'sscc' | undefined,
): NumberPool | undefined {
  if (level === 'item') return { pool: order.pool, gtin: order.gtin };
  const found = recipe.levels.find((one) => one.level === level);
  if (found === undefined) return undefined;
  if (found.identity.key === 'sscc' || key === 'sscc') return { pool: order.ssccPool, gtin: undefined };
  return { pool: found.identity.pool, gtin: found.identity.gtin };
}
