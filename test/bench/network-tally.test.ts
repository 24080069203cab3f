import { expect, test } from 'vitest';
import { adviceOf, deliveryIdOf, documentsOf, isWell, nameOf, wavesOf, wayOf } from './network-documents.ts';
import { tallies } from './network-tally.ts';

const size = { documents: 600, rounds: 2, burst: 20, warm: 50 };
const documents = documentsOf(size);
const textOf = (number: number) => JSON.stringify({ bizTransaction: adviceOf(number) });
const toOrdered = documents.filter(({ side, partner }) => side === 'together' && wayOf(partner) === 'ordered');
const [first, second] = toOrdered.filter(({ partner }) => partner === toOrdered[0]?.partner);
if (first === undefined || second === undefined) throw new Error('an ordered partner gets two');
const name = nameOf(first.side, first.partner);

test('a partner counts each document once, and tells those that come again', () => {
  const counted = tallies(documents);
  for (const one of [first, second, first]) counted.take(name, textOf(one.number), deliveryIdOf(one));
  expect(counted.told()[name]).toEqual({
    distinct: 2,
    sum: first.number + second.number,
    doubled: 1,
    strangers: 0,
    late: 0,
  });
});

test('a partner tells documents that are not its own, that it cannot read, or that came under the id of another', () => {
  const counted = tallies(documents);
  const other = documents.find(({ partner }) => partner !== first.partner);
  counted.take(name, textOf(other?.number ?? 0));
  counted.take(name, '{}');
  counted.take(name, textOf(first.number), deliveryIdOf(second));
  expect(counted.told()[name]).toMatchObject({ distinct: 0, strangers: 3 });
});

test('a partner tells a document that came after a later one', () => {
  const counted = tallies(documents);
  for (const one of [second, first]) counted.take(name, textOf(one.number));
  expect(counted.told()[name]).toMatchObject({ distinct: 2, late: 1 });
});

test('rounds have documents on both sides, those that come alone for no broken partner, and a burst each', () => {
  for (const { side, round, paced, burst } of wavesOf(size).filter((wave) => wave.round !== undefined)) {
    const own = documents.filter((one) => one.side === side && one.round === round);
    expect(own).toHaveLength(paced + burst);
    expect(own.filter(({ isBurst }) => isBurst)).toHaveLength(size.burst);
    expect(own.some(({ partner }) => !isWell(partner))).toBe(side === 'together');
  }
  expect(documents.map(({ number }) => number)).toEqual(documents.keys().toArray());
});
