import type { StatedFact, StatedSide, Statement } from '../statement.ts';
import { billTypeOf } from './bill-types.ts';
import { CODES_PER_BILL } from './calls.ts';
import { areSpecial, personWants } from './special.ts';

const text = (name: string, title: string): StatedFact => ({
  name,
  title,
  says: '1 to 100 characters',
  holds: (given) => given.trim() !== '' && given.length <= 100,
  optional: true,
});
const facts = [
  text('order_code', 'Number of the order'),
  text('from_bill_code', 'Number of the paper that they go by'),
  text('from_person', 'Who hands over (specially controlled drugs)'),
  text('to_person', 'Who takes (specially controlled drugs)'),
];

const own: StatedSide = { who: 'own', title: 'Own place where the goods are', optional: true };
const other = (title: string): StatedSide => ({ who: 'anyone', title });
const partner = (title: string): StatedSide => ({ who: 'partner', title });
const maybe = (title: string): StatedSide => ({ who: 'anyone', title, optional: true });

/** What each bill tells beyond the platform's word for it, and who stands at its other end; where nobody does, nothing moves and the tenant is both [L]. */
const rows: readonly (readonly [number: number, title: string, side?: StatedSide])[] = [
  [104, 'Goods came in by allocation', other('Where they came from')],
  [106, 'Remnants came in'],
  [107, 'Goods were supplied', partner('Who supplied them')],
  [108, 'Recalled goods came back', partner('Who gave them back')],
  [110, 'A gift came in', partner('Who gave it')],
  [111, 'Surplus was found'],
  [112, 'Scrap came in'],
  [113, 'Goods came in otherwise', maybe('Where they came from')],
  [204, 'Goods went to rework'],
  [207, 'Goods went out by direct allocation', other('Where they went')],
  [208, 'Goods went into production'],
  [209, 'Goods were supplied to somebody', partner('Who was supplied')],
  [210, 'Remnants went out'],
  [211, 'Recalled goods went back', partner('Whom they went back to')],
  [212, 'A gift was made', partner('Whom it was given to')],
  [214, 'Goods were lost'],
  [215, 'Goods were damaged'],
  [216, 'Goods were scrapped'],
  [217, 'Goods went out otherwise', maybe('Where they went')],
  [237, 'Goods were returned directly', partner('Whom they were returned to')],
];

const bills = rows.map(([number, title, side]): Statement => {
  const isIn = billTypeOf(number).direction === 'in';
  return {
    name: `bill-${number}`,
    title,
    report: 'uploadinoutbill',
    of: 'things',
    most: CODES_PER_BILL,
    facts,
    wantsFor: (codes) => (areSpecial(codes) ? personWants : []),
    ...(isIn ? { ...(side && { from: side }), to: own } : { from: own, ...(side && { to: side }) }),
  };
});

/** What the platform is told by hand, since no event tells it. */
export const statements: readonly Statement[] = [
  ...bills,
  {
    name: 'codereplace',
    title: 'A code that cannot be read any more is replaced by another one',
    report: 'codereplace',
    of: 'codes',
    facts: [],
  },
];

/** The bill that a statement is told by; `undefined` where it is told by none. */
export const billOfStatement = (name: string): number | undefined => {
  const found = /^bill-(\d{3})$/.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
};
