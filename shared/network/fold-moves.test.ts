import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldMoves, type Move } from './fold-moves.ts';

const nobody: ReadonlySet<string> = new Set();
let clock = 0;
const move = (kind: Move['kind'], teller: string | undefined, ...to: string[]): Move => {
  const partners = to.filter((one) => one !== 'us');
  return { kind, teller, at: clock++, to: partners, toUs: to.includes('us') };
};
const ship = (teller: string | undefined, ...to: string[]) => move('ship', teller, ...to);
const came = (teller: string | undefined, ...to: string[]) => move('receive', teller, ...to);
const voided = (teller?: string) => move('void', teller);
const of = (partner: string, moves: readonly Move[], makers: readonly string[] = []) => {
  const folded = foldMoves(moves, new Set(makers));
  const had = folded.isSent(partner) || makers.includes(partner);
  return `${folded.isSent(partner) ? 'sent' : 'not sent'}${had && folded.isGone(partner) ? ', gone' : ''}`;
};

describe('what was shipped to a partner', () => {
  test('is its own until it goes elsewhere, by our word, its own, or that of who has it next', () => {
    const sent = ship(undefined, 'a');
    expect(of('a', [sent])).toBe('sent');
    expect(of('a', [sent, ship('a', 'b')])).toBe('sent, gone');
    expect(of('a', [sent, ship('a', 'us')])).toBe('sent, gone');
    expect(of('a', [sent, came(undefined, 'us')])).toBe('sent, gone');
    expect(of('a', [sent, ship(undefined, 'b')])).toBe('sent, gone');
    expect(of('b', [sent, ship('a', 'b')])).toBe('sent');
    expect(of('b', [sent, ship('a', 'b'), ship('b', 'c')])).toBe('sent, gone');
  });

  test('is not gone for the word of a stranger, of who gave it away, or of who had it from himself', () => {
    const sent = ship(undefined, 'a');
    expect(of('a', [sent, ship('x', 'b')])).toBe('sent');
    expect(of('b', [sent, ship('x', 'b')])).toBe('not sent');
    expect(of('c', [sent, ship('a', 'b'), ship('a', 'c')])).toBe('not sent');
    expect(of('x', [ship('x', 'x'), ship('x', 'x')])).toBe('not sent');
    expect(of('y', [ship('x', 'x'), ship('x', 'y')])).toBe('not sent');
    expect(of('x', [ship('y', 'x'), ship('x', 'y')])).toBe('not sent');
  });

  test('is its own again when it comes back: by our word always, by its own where nothing else had taken it away', () => {
    const sold = [ship(undefined, 'a'), ship('a', 'b')];
    expect(of('a', [...sold, came('a', 'a')])).toBe('sent');
    expect(of('a', [...sold, ship('b', 'a')])).toBe('sent');
    expect(of('a', [...sold, ship(undefined, 'a')])).toBe('sent');
    expect(of('a', [...sold, ship('b', 'c'), came('a', 'a')])).toBe('sent, gone');
    expect(of('a', [ship(undefined, 'a'), ship('a', 'us'), came('a', 'a')])).toBe('sent, gone');
    expect(of('a', [ship(undefined, 'a'), came(undefined, 'us'), came('a', 'a')])).toBe('sent, gone');
    expect(of('a', [ship(undefined, 'b'), came('a', 'a')])).toBe('not sent');
  });

  test('was not where the shipment is voided by who told it, or by us where we told none', () => {
    expect(of('a', [ship(undefined, 'a'), voided()])).toBe('not sent');
    expect(of('a', [ship(undefined, 'a'), ship('a', 'b'), voided('a')])).toBe('sent');
    expect(of('a', [ship(undefined, 'a'), voided('x')])).toBe('sent');
    expect(of('b', [ship('a', 'b'), voided()], ['a'])).toBe('not sent');
    // A stranger's shipment does not stand in for the one that we take back.
    expect(of('b', [ship('a', 'b'), ship('x', 'c'), voided()], ['a'])).toBe('not sent');
  });
});

test('what a partner made is its own until it hands it over', () => {
  expect(of('m', [], ['m'])).toBe('not sent');
  expect(of('m', [ship('m', 'us')], ['m'])).toBe('not sent, gone');
  expect(of('m', [came(undefined, 'us')], ['m'])).toBe('not sent, gone');
  expect(of('b', [ship('m', 'b')], ['m'])).toBe('sent');
  expect(of('b', [ship('m', 'us'), ship('m', 'b')], ['m'])).toBe('not sent');
  expect(of('m', [ship('m', 'us'), ship(undefined, 'm')], ['m'])).toBe('sent');
});

const names = ['a', 'b', 'c', 'x'] as const;
const anyMove: fc.Arbitrary<Omit<Move, 'at'>> = fc.record({
  kind: fc.constantFrom('ship' as const, 'receive' as const, 'void' as const),
  teller: fc.constantFrom(undefined, ...names),
  to: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
  toUs: fc.boolean(),
});
const anyMoves = fc.array(anyMove, { maxLength: 12 }).map((moves) => moves.map((one, at): Move => ({ ...one, at })));
const makers = fc.constantFrom(nobody, new Set(['a']));
const seen = (moves: readonly Move[], made: ReadonlySet<string>, of_: readonly string[] = names) => {
  const folded = foldMoves(moves, made);
  return of_.map((name) => [name, folded.isSent(name), folded.isGone(name)]);
};

test('what went to others is with them until it comes to us, to the partner, or in by its word', () => {
  const isOut = (...moves: Move[]) => foldMoves(moves, nobody).isWithOthers('p');
  const sold = ship(undefined, 'a');
  expect([isOut(), isOut(came(undefined)), isOut(ship(undefined, 'us')), isOut(ship(undefined, 'p'))]).toEqual([
    ...[false, false, false, false],
  ]);
  expect([isOut(sold), isOut(ship(undefined)), isOut(sold, ship('x', 'us')), isOut(sold, came('x', 'p'))]).toEqual([
    ...[true, true, true, true],
  ]);
  expect([isOut(sold, ship('a', 'us')), isOut(sold, came('p', 'p')), isOut(sold, came('p', 'us'))]).toEqual([
    ...[false, false, false],
  ]);
});

describe('whatever was told', () => {
  test('nobody is sent anything by his own word alone', () => {
    fc.assert(
      fc.property(anyMoves, makers, (moves, made) => {
        const byHimself = moves.filter(({ teller, to }) => teller === 'b' || !to.includes('b'));
        expect(foldMoves(byHimself, made).isSent('b')).toBe(false);
      }),
    );
  });

  test('what one tells who never had it changes nothing for others', () => {
    fc.assert(
      fc.property(anyMoves, makers, (moves, made) => {
        const without = moves.map((one) => ({
          ...one,
          to: one.to.filter((name) => name !== 'x' || one.teller === 'x'),
        }));
        const silent = without.filter(({ teller }) => teller !== 'x');
        const others = ['a', 'b', 'c'];
        expect(seen(without, made, others)).toEqual(seen(silent, made, others));
      }),
    );
  });

  test('a shipment that its teller voids at once was none', () => {
    fc.assert(
      fc.property(anyMoves, makers, anyMove, (moves, made, one) => {
        const shipment: Move = { ...one, kind: 'ship', at: moves.length };
        const taken: Move = { ...one, kind: 'void', at: moves.length + 1 };
        expect(seen([...moves, shipment, taken], made)).toEqual(seen(moves, made));
      }),
    );
  });

  test('who says that he handed it to others has it no more', () => {
    fc.assert(
      fc.property(anyMoves, makers, fc.boolean(), (moves, made, toUs) => {
        const last: Move = { kind: 'ship', teller: 'b', to: toUs ? [] : ['c'], toUs, at: moves.length };
        expect(foldMoves([...moves, last], made).isGone('b')).toBe(true);
      }),
    );
  });

  test('what stood at a time follows from what was told of the time before', () => {
    fc.assert(
      fc.property(anyMoves, makers, fc.nat(12), (all, made, until) => {
        const moves = all.filter(({ kind }) => kind !== 'void');
        const before = moves.filter(({ at }) => at < until);
        const [then, cut] = [foldMoves(moves, made, until), foldMoves(before, made)];
        for (const name of names)
          expect([then.isSent(name), then.isGone(name)]).toEqual([cut.isSent(name), cut.isGone(name)]);
      }),
    );
  });
});
