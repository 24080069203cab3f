import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseFiles, LARGEST } from './choose-files.ts';

const at = new Date('2026-03-01T10:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const file = (name: string, size = 10, mtime = 1000) => ({ name, size, mtime });
const namesOf = (files: readonly { name: string }[]) => files.map(({ name }) => name);

describe('files of a partner’s folder', () => {
  test('are taken when a second look finds them as the first did', () => {
    const first = chooseFiles([file('a.xml')], {}, at);
    expect(first).toMatchObject({ take: [], more: true });
    const second = chooseFiles([file('a.xml')], first.seen, later(20));
    expect(second).toMatchObject({ take: [file('a.xml')], seen: {}, more: false });
  });

  test('wait on as long as they grow, or are looked at twice at once', () => {
    const first = chooseFiles([file('a.xml', 10)], {}, at);
    expect(chooseFiles([file('a.xml', 10)], first.seen, later(1)).take).toEqual([]);
    const second = chooseFiles([file('a.xml', 20)], first.seen, later(20));
    expect(second.take).toEqual([]);
    const third = chooseFiles([file('a.xml', 20, 1001)], second.seen, later(40));
    expect(third.take).toEqual([]);
    expect(namesOf(chooseFiles([file('a.xml', 20, 1001)], third.seen, later(60)).take)).toEqual(['a.xml']);
  });

  test('are not looked at under names that say they are not finished, or that are none of a file’s', () => {
    const names = ['.a.xml', 'a.tmp', 'a.PART', 'a.xml.filepart', '../a.xml', 'a/b', 'a\\b', 'a\u0000', ''];
    expect(
      chooseFiles(
        names.map((name) => file(name)),
        {},
        at,
      ),
    ).toMatchObject({ take: [], seen: {}, more: false });
  });

  test('are not remembered under names that no server’s file has, so that those of all fit into one row', () => {
    const long = Array.from({ length: 600 }, (_, i) => file(`${i}${'x'.repeat(3000)}`));
    const longest = Array.from({ length: 600 }, (_, i) => file(`${i}`.padEnd(255, 'x')));
    expect(chooseFiles(long, {}, at)).toMatchObject({ take: [], seen: {}, more: false });
    const { seen } = chooseFiles(longest, {}, at);
    expect(Object.keys(seen)).toHaveLength(500);
    expect(JSON.stringify(seen).length).toBeLessThan(350_000);
  });

  test('that are left for later are left until then', () => {
    const seen = { 'a.xml': { size: 10, mtime: 1000, at: later(3600).toISOString() } };
    const during = chooseFiles([file('a.xml')], seen, later(60));
    expect(during).toMatchObject({ take: [], seen, more: false });
    expect(namesOf(chooseFiles([file('a.xml')], during.seen, later(3700)).take)).toEqual(['a.xml']);
  });

  test('that are larger than is ever taken are told apart', () => {
    const seen = chooseFiles([file('a', LARGEST + 1), file('b', LARGEST)], {}, at).seen;
    const chosen = chooseFiles([file('a', LARGEST + 1), file('b', LARGEST)], seen, later(20));
    expect([namesOf(chosen.tooLarge), namesOf(chosen.take)]).toEqual([['a'], ['b']]);
  });

  test('each come to be taken once, the oldest first, fifty and as many bytes as fit at a look', () => {
    const files = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[a-z]{1,4}$/), size: fc.nat(LARGEST), mtime: fc.nat(50) }),
      { selector: ({ name }) => name, maxLength: 200 },
    );
    fc.assert(
      fc.property(files, (there) => {
        let [left, seen, taken] = [there, {}, [] as string[]];
        for (let look = 0; left.length > 0; look++) {
          const chosen = chooseFiles(left, seen, later(look * 20));
          const bytes = chosen.take.reduce((sum, { size }) => sum + size, 0);
          if (chosen.take.length > 50 || bytes > LARGEST) return false;
          if (look > 0 && chosen.take.length === 0) return false;
          const sorted = chosen.take.every((one, i) => i === 0 || (chosen.take[i - 1]?.mtime ?? 0) <= one.mtime);
          if (!sorted) return false;
          taken = [...taken, ...namesOf(chosen.take)];
          left = left.filter(({ name }) => !taken.includes(name));
          seen = chosen.seen;
        }
        return new Set(taken).size === there.length && taken.length === there.length;
      }),
    );
  });
});
