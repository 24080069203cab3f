import { isRefusal } from '#shared/refusal.ts';
import type { ForeignLine, ForeignOrder, NumberLevel } from '../foreign-line.ts';
import { type Answer, no } from './answer.ts';
import { collectionOf } from './collections.ts';
import { levelNamed, orderOf } from './find-order.ts';
import { unknownKey, wordsOf } from './said-words.ts';
import type { KeyValues } from './words.ts';

/** An order and a level of it that numbers are of. */
export interface Selected {
  readonly order: ForeignOrder;
  readonly level: NumberLevel;
  readonly key?: 'sscc';
  readonly token: string;
}

/** What is meant by a collection's id and criteria, or the answer that says why nothing is. */
export function selectPool(
  line: ForeignLine,
  newToken: () => string,
  collection: string,
  criteria: KeyValues,
): Selected | Answer {
  const stranger = unknownKey(criteria);
  if (stranger !== undefined)
    return no('InvalidSelectionCriteria', `/PoolSelectionCriteria: nobody here knows ${stranger.slice(0, 40)}`);
  const words = wordsOf(criteria);
  const named = collection === '' ? undefined : collectionOf(line, collection);
  if (collection !== '' && named === undefined) {
    const why = `/SNCollectionID: ${collection.slice(0, 80)} names no open order of the line with a level, as ORDER/case`;
    return no('InvalidSerialNumberCollection', why);
  }
  const order = named?.order ?? orderOf(line, words, '/PoolSelectionCriteria');
  if (isRefusal(order)) return no('InvalidSelectionCriteria', order);
  const level = named?.level ?? levelByWords(order, words);
  if (level === undefined)
    return no(
      'InvalidSelectionCriteria',
      '/PoolSelectionCriteria: PackagingLevel is none of item, bundle, case, pallet',
    );
  const token = words.RequestToken ?? newToken();
  return { order, level, token, ...(words.SIDClass === 'GS1:SSCC' && level !== 'item' && { key: 'sscc' }) };
}

/** The level that is said, or that which has the GTIN that is said. */
function levelByWords({ recipe }: ForeignOrder, { PackagingLevel, GTIN }: ReturnType<typeof wordsOf>) {
  if (PackagingLevel !== undefined) return levelNamed(PackagingLevel);
  return recipe.levels.find(({ identity }) => identity.key === 'sgtin' && identity.gtin === GTIN)?.level ?? 'item';
}

/** What the line may choose from: every open order with its levels, and what may be asked at once. */
export const selectable = (line: ForeignLine): { key: string; value: string }[] =>
  line
    .orders()
    .filter(({ state }) => state === 'assigned' || state === 'running')
    .flatMap((one) => [
      { key: 'OrderID', value: one.order.order },
      { key: 'LotNumber', value: one.order.lot },
      { key: 'GTIN', value: one.order.gtin },
      ...['item', ...one.recipe.levels.map(({ level }) => level)].map((value) => ({ key: 'PackagingLevel', value })),
    ]);
