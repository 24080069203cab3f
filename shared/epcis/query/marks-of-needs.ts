import type { EventQuery, Mark, MarkedField } from './event-query.ts';

/**
 * The marks that an index can use once master data has answered: WD_, HASATTR_ and EQATTR_ of the read point and the business location name
 * places like EQ_ does. No values: no event can match.
 *
 * @param answers to `query.needs`, in their order
 */
export function marksOfNeeds({ needs }: Pick<EventQuery, 'needs'>, answers: readonly ReadonlySet<string>[]): Mark[] {
  return needs.flatMap((need, index): Mark[] => {
    const field = placeOf(need.parameter);
    if (field === undefined) return [];
    const own = need.need === 'descendants' ? need.ids : [];
    return [{ field, values: [...new Set([...own, ...(answers[index] ?? [])])] }];
  });
}

function placeOf(parameter: string): MarkedField | undefined {
  const [, field] = /^(?:WD|HASATTR|EQATTR)_(readPoint|bizLocation)(?:_|$)/.exec(parameter) ?? [];
  return field === 'readPoint' || field === 'bizLocation' ? field : undefined;
}
