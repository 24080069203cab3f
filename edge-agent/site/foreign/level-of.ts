import { readId } from '#shared/gs1/read-id.ts';
import type { PackLevel } from '#shared/line/recipe.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { ForeignOrder, Id } from './foreign-line.ts';

/** Of which level of the recipe a container is, by a GTIN of its own or by what goes into it; a refusal where neither tells. */
export function levelOf({ order, recipe }: ForeignOrder, parent: Id, children: readonly Id[]): PackLevel | Refusal {
  const { levels } = recipe;
  const placeOf = (gtin: string) =>
    levels.findIndex(({ identity }) => identity.key === 'sgtin' && identity.gtin === gtin);
  const outer = readId(parent);
  const own = !isRefusal(outer) && outer.kind === 'item' ? levels[placeOf(outer.gtin)] : undefined;
  if (own !== undefined) return own.level;
  const [first = ''] = children;
  const inner = readId(first);
  // A serial alone is one of the order's packs.
  const isPack = isRefusal(inner) || (inner.kind === 'item' && inner.gtin === order.gtin);
  const candidates = isPack
    ? levels.slice(0, 1)
    : inner.kind === 'item'
      ? levels.slice(placeOf(inner.gtin) + 1).slice(0, 1)
      : levels.filter((_, place) => place > 0 && levels[place - 1]?.identity.key === 'sscc');
  const [only, other] = candidates;
  if (only !== undefined && other === undefined) return only.level;
  return refuse('malformed', `of which level ${parent.slice(0, 60)} is cannot be told from what is in it`, {
    rule: `recipe ${recipe.recipe} version ${recipe.version}`,
    remedy: `Say its level: one of ${levels.map(({ level }) => level).join(', ')}.`,
  });
}
