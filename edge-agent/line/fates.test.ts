import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { fateMessages } from './fates.ts';

const lot = { order: 'order-1', gtin: '09521234000013', lot: 'LOT42', closedAt: '2026-03-01T09:00:00.000Z' };
const fated = (count: number, fate: 'rejected' | 'sampled', block = 'block-1') =>
  Array.from({ length: count }, (_, i) => ({ block, fate, serial: `"/${String(i).padStart(18, '0')}` }));

describe('the fates of a lot', () => {
  test('are no message when everything was commissioned', () => expect([...fateMessages(lot, [])]).toEqual([]));

  test('stand in lists of one block and fate each', () => {
    const all = [...fated(2, 'rejected'), ...fated(1, 'sampled'), ...fated(1, 'sampled', 'block-2')];
    expect(
      [...fateMessages(lot, all)].map(({ lists }) =>
        lists.map(({ block, fate, serials }) => [block, fate, serials.length]),
      ),
    ).toEqual([
      [
        ['block-1', 'rejected', 2],
        ['block-1', 'sampled', 1],
        ['block-2', 'sampled', 1],
      ],
    ]);
  });

  test('are split so that every message is below 100 kB, and none is lost', () => {
    const all = fated(20_000, 'rejected');
    const parts = [...fateMessages(lot, all)];
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, i) => i));
    expect(parts.flatMap(({ lists }) => lists.flatMap(({ serials }) => serials))).toEqual(
      all.map(({ serial }) => serial),
    );
    for (const fates of parts) {
      const message = { kind: 'lot-fates', sequence: Number.MAX_SAFE_INTEGER, owner: 'acme-pharma', fates };
      expect(v.is(lineMessage, message)).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(100_000);
    }
  });
});
