import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskMessage } from './desk-message.ts';
import { fits, foldCase, nextTurn } from './fold-case.ts';
import { type DeskKind, deskKinds, type Side } from './kinds.ts';

let drawn = 0;
const said = (side: Side, turn: number, act: DeskMessage['act'], more: Partial<DeskMessage> = {}): DeskMessage => ({
  ...{ id: `m${++drawn}`, side, turn, act, at: `2026-03-01T10:${String(turn).padStart(2, '0')}:00.000Z` },
  ...more,
});
const opened = said('claimant', 1, 'open');

describe('a disagreement', () => {
  test('is agreed when the other side accepts, and then it is known whose it is to do', () => {
    const proposal = said('claimant', 2, 'propose', { resolution: 'send-data' });
    expect(foldCase('missing-data', [opened, proposal])).toMatchObject({ state: 'proposed', awaits: 'respondent' });
    const accepted = said('respondent', 3, 'accept', { of: proposal.id });
    expect(foldCase('missing-data', [opened, proposal, accepted])).toMatchObject({
      state: 'agreed',
      awaits: 'respondent',
      proposal: { resolution: 'send-data' },
    });
  });

  test('goes back and forth by counter-proposals, and a rejection leaves nothing to answer', () => {
    const proposal = said('claimant', 2, 'propose', { resolution: 'return-product' });
    const counter = said('respondent', 3, 'counter', { of: proposal.id, resolution: 'accept-as-is' });
    const standing = foldCase('overage', [opened, proposal, counter]);
    expect(standing).toMatchObject({ state: 'proposed', awaits: 'claimant', proposal: { side: 'respondent' } });
    expect(fits('overage', standing, said('respondent', 4, 'accept', { of: counter.id }))).toBe(false);
    const rejected = foldCase('overage', [
      opened,
      proposal,
      counter,
      said('claimant', 4, 'reject', { of: counter.id }),
    ]);
    expect(rejected).toMatchObject({ state: 'open', awaits: 'respondent', proposal: undefined });
  });

  test('of two proposals at the same time the claimant’s stands, and the other is told to have crossed it', () => {
    const ours = said('claimant', 2, 'propose', { resolution: 'return-product' });
    const theirs = said('respondent', 2, 'propose', { resolution: 'debit' });
    expect(foldCase('overage', [opened, theirs, ours])).toMatchObject({
      state: 'proposed',
      proposal: { id: ours.id },
      crossed: [theirs.id],
    });
  });

  test('an answer to a proposal that was replaced meanwhile agrees to nothing', () => {
    const first = said('claimant', 2, 'propose', { resolution: 'credit' });
    const replaced = said('claimant', 3, 'propose', { resolution: 'send-product' });
    const accepted = said('respondent', 3, 'accept', { of: first.id });
    expect(foldCase('underage', [opened, first, accepted, replaced])).toMatchObject({
      state: 'proposed',
      proposal: { resolution: 'send-product' },
      crossed: [accepted.id],
    });
  });

  test('ends by the claimant alone, and nothing follows upon its end', () => {
    expect(foldCase('overage', [opened, said('respondent', 2, 'resolve')]).state).toBe('open');
    const ended = foldCase('overage', [opened, said('claimant', 2, 'withdraw')]);
    expect(ended).toMatchObject({ state: 'withdrawn', awaits: undefined });
    expect(fits('overage', ended, said('claimant', 3, 'note', { text: 'x' }))).toBe(false);
  });
});

test('a notice is acknowledged and reported on, as often as the holder finds more', () => {
  const found = { found: 3, quarantined: 3, returned: 0, destroyed: 0 };
  const more = { ...found, found: 5 };
  const messages = [opened, said('respondent', 2, 'acknowledge'), said('respondent', 3, 'report', { found })];
  expect(foldCase('recall', messages)).toMatchObject({ state: 'reported', found, awaits: undefined });
  expect(foldCase('recall', [...messages, said('respondent', 4, 'report', { found: more })]).found).toEqual(more);
  expect(foldCase('recall', [opened, said('claimant', 2, 'propose', { resolution: 'other' })]).state).toBe('open');
});

const act = fc.constantFrom('propose', 'accept', 'reject', 'counter', 'note', 'acknowledge', 'report', 'resolve');
/** Two sides that speak when they please and hear each other late. */
const dialogue = fc.array(fc.tuple(fc.boolean(), fc.boolean(), act, fc.nat()), { maxLength: 25 });

test('two sides that have heard each other stand the same, whatever crossed on the way', () => {
  fc.assert(
    fc.property(fc.constantFrom<DeskKind>(...deskKinds), dialogue, (kind, steps) => {
      const known: Record<Side, DeskMessage[]> = { claimant: [opened], respondent: [opened] };
      for (const [isClaimant, hears, what, which] of steps) {
        const side: Side = isClaimant ? 'claimant' : 'respondent';
        const own = known[side];
        const of = own[which % own.length]?.id;
        const found = { found: 1, quarantined: 0, returned: 0, destroyed: 0 };
        const one = said(side, nextTurn(own), what, { resolution: 'other', ...(of !== undefined && { of }), found });
        if (fits(kind, foldCase(kind, own), one)) known[side] = [...own, one];
        if (hears) known[side] = [...known[side], ...known[isClaimant ? 'respondent' : 'claimant']];
      }
      const all = [...known.claimant, ...known.respondent];
      expect(foldCase(kind, all)).toEqual(foldCase(kind, all.toReversed()));
    }),
  );
});
