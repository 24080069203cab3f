import { packLevels } from '#shared/line/recipe.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ForeignLine, ForeignOrder, NumberLevel } from '../foreign-line.ts';
import type { Words } from './said-words.ts';

/** How a line names its order to `ForeignLine`, so that another owner's under the same id is not meant. */
export const nameOf = ({ order }: ForeignOrder): string => `${order.owner}/${order.order}`;

const levels = ['item', ...packLevels] as const;
export const levelNamed = (name: string): NumberLevel | undefined => levels.find((level) => level === name);

/** The orders that are not ended, and which of them words mean. Without any the running one is meant, or the only one. */
export function orderOf(line: ForeignLine, words: Words, at = '/EventContext'): ForeignOrder | Refusal {
  const open = line.orders().filter(({ state }) => state !== 'closed');
  const { OrderID, LotNumber, GTIN } = words;
  const isMeant = (one: ForeignOrder) =>
    (OrderID === undefined || OrderID === one.order.order || OrderID === nameOf(one)) &&
    (LotNumber === undefined || LotNumber === one.order.lot) &&
    (GTIN === undefined || gtinsOf(one).includes(GTIN));
  const meant = open.filter(isMeant);
  const running = meant.filter(({ state }) => state === 'running');
  const [only, other] = running.length > 0 ? running : meant;
  if (only !== undefined && other === undefined) return only;
  const said = [OrderID, LotNumber, GTIN].filter((one) => one !== undefined).join(', ');
  return refuse(
    'not-found',
    only === undefined ? `no open order is ${said || 'here'}` : 'more than one order is meant',
    {
      at,
      rule: 'an order is assigned to its line before anything is said of it',
      remedy: `Say OrderID, one of: ${open.map(nameOf).join(', ') || 'none is open'}.`,
    },
  );
}

/** GTINs that an order's numbers are of: the pack's, and those of levels that have one of their own. */
const gtinsOf = ({ order, recipe }: ForeignOrder): string[] => [
  order.gtin,
  ...recipe.levels.flatMap(({ identity }) => (identity.key === 'sgtin' ? [identity.gtin] : [])),
];
