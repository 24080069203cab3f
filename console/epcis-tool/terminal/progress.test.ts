import { describe, expect, test } from 'vitest';
import { amount } from './amount.ts';
import { progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** A screen that keeps what it shows, and a clock that is set by hand. */
function watching({ watched = true } = {}) {
  const shown: string[] = [];
  let time = 0;
  const screen: Terminal = {
    print: () => {},
    remark: () => {},
    progress: (text) => shown.push(text),
    watched,
    settled: async () => {},
  };
  return {
    screen,
    shown,
    now: () => time,
    at: (milliseconds: number) => {
      time = milliseconds;
    },
  };
}

describe('progress', () => {
  test('is not shown for short work', () => {
    const { screen, shown, now, at } = watching();
    const bar = progress(screen, { label: 'a.xml', total: 1000, now });
    at(300);
    bar.read(1000);
    bar.end();
    expect(shown).toEqual([]);
  });

  test('says how far, how many, how fast and how long, and goes away', () => {
    const { screen, shown, now, at } = watching();
    const bar = progress(screen, { label: 'a.xml', total: 300e6, now });
    for (let event = 0; event < 61_200; event++) bar.event();
    at(2000);
    bar.read(100e6);
    expect(shown).toEqual(['a.xml · 33 % of 300 MB · 61,200 events · 50 MB/s · 4 s left']);
    bar.end();
    expect(shown.at(-1)).toBe('');
  });

  test('of a pipe says how much came', () => {
    const { screen, shown, now, at } = watching();
    const bar = progress(screen, { label: '-', total: undefined, now });
    at(1000);
    bar.read(2_500_000);
    expect(shown).toEqual(['- · 2.5 MB · 0 events · 2.5 MB/s']);
  });

  test('is drawn a few times a second, not for each piece', () => {
    const { screen, shown, now, at } = watching();
    const bar = progress(screen, { label: 'a.xml', total: 1000, now });
    for (let time = 0; time < 1400; time += 1) {
      at(time);
      bar.read(1);
    }
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.length).toBeLessThan(12);
  });

  test('of a file that grew stays at a hundred', () => {
    const { screen, shown, now, at } = watching();
    const bar = progress(screen, { label: 'a.xml', total: 10, now });
    at(1000);
    bar.read(20);
    expect(shown[0]).toContain('100 % of 10 B');
    expect(shown[0]).toContain('0 s left');
  });

  test('is not shown where nobody watches', () => {
    const { screen, shown, now, at } = watching({ watched: false });
    const bar = progress(screen, { label: 'a.xml', total: 10, now });
    at(5000);
    bar.read(5);
    bar.event();
    bar.end();
    expect(shown).toEqual([]);
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345, '12 kB'],
  [3_400_000, '3.4 MB'],
  [300e6, '300 MB'],
  [1.25e9, '1.3 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(amount(bytes)).toBe(text);
});
