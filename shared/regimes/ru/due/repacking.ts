import type { Repacked, Repacking } from '../../business-act.ts';
import type { Report } from '../../regime.ts';
import { slicesOf } from '../../slices.ts';
import { MOST } from '../goods.ts';
import { RELEASED_WITHIN, within } from './deadlines.ts';
import { isAbroad } from './home.ts';

/** The document of each, and of what is more than it takes: a package is packed once, and added to after that. */
const documents: Readonly<Record<Repacked, readonly [first: string, more: string]>> = {
  apart: ['912', '912'],
  'taken-out': ['913', '913'],
  'put-in': ['914', '914'],
  packed: ['911', '914'],
};

/**
 * What became of packages after they were told. What happens abroad to packages is told by nobody. One event is of one package: 916, which is of several, has
 * nothing that 914 does not tell.
 */
export function repacked(act: Repacking): Report[] {
  if (isAbroad(act.country)) return [];
  const { how, container, eventId } = act;
  const key = `repacking:${eventId}:${how}:${container}`;
  const [name, more] = documents[how];
  return slicesOf(act.units, MOST, act.first).map((units, i) => {
    const isFirst = units.first === 0;
    const after = isFirst ? [] : i === 0 ? [`${key}:0`] : [`${key}:${units.first - MOST}`];
    return {
      key: `${key}:${units.first}`,
      name: isFirst ? name : more,
      act: key,
      ...(after.length > 0 && { after }),
      units,
      deadline: within(act.at, RELEASED_WITHIN),
    };
  });
}
