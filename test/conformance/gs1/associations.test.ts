import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { applicationIdentifiers } from '../../../shared/gs1/application-identifiers.ts';
import { linkKey, mayBeAttribute } from '../../../shared/gs1/link-keys.ts';

// BWIPP (MIT) keeps a table made from the GS1 Barcode Syntax Dictionary. It exports none of it, so it is read out of the source.
const source = readFileSync(createRequire(import.meta.url).resolve('bwip-js'), 'utf8');

type Words = readonly string[];
interface Row {
  readonly excludes: Words;
  readonly requires: readonly Words[];
  readonly attribute: boolean;
  readonly paths: readonly Words[] | undefined;
}

/** `$a([x, $a([y])])` is a list of lists in the source. */
const list = (text: string | undefined): unknown =>
  text === undefined ? [] : JSON.parse(text.replace(/\$a\(|\)/g, ''));
const words = (value: unknown): Words => (Array.isArray(value) ? value.map(String) : []);
const lists = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function theirTable(): Map<string, Row> {
  const kinds = new Map<string, Row>();
  const table = new Map<string, Row>();
  for (const [, name = '', body = ''] of source.matchAll(/var (_\w+) = new Map\(\[\n([\s\S]*?)\n\s+\]\);/g)) {
    const said = new Map(
      [...body.matchAll(/^\s*\["(\w+)", (.*?)\],?$/gm)].map(([, key = '', value = '']) => [key, value]),
    );
    for (const [ai, kind] of said) {
      const row = kinds.get(kind);
      if (/^\d{2,4}$/.test(ai) && row) table.set(ai, row);
    }
    if (said.has('parts')) kinds.set(name, rowOf(said));
  }
  return table;
}

function rowOf(said: ReadonlyMap<string, string>): Row {
  // Each association is a choice of groups; all of them have to hold.
  const requires = lists(list(said.get('req'))).map((choice) => lists(choice).map(words));
  const none: readonly Words[] = [[]];
  const combined = requires.reduce<readonly Words[]>(
    (groups, choice) => groups.flatMap((group) => choice.map((more) => [...group, ...more])),
    none,
  );
  const key = said.get('dlpkey');
  return {
    excludes: words(list(said.get('ex'))),
    requires: requires.length > 0 ? combined : [],
    attribute: !said.has('dlattr'),
    paths: key === undefined ? undefined : lists(list(key)).map(words),
  };
}

const theirs = theirTable();
const sorted = (groups: readonly Words[]) => groups.map((group) => group.toSorted().join('+')).toSorted();

/** Their table has (03), which came in 2024, beside (10) and its like only; ours has it wherever the dictionary does. */
const known = (groups: readonly Words[]) => sorted(groups.filter((group) => !group.includes('03')));

const ours = applicationIdentifiers.filter(({ ai }) => theirs.has(ai));

describe('the table in BWIPP', () => {
  test('is found and has the same identifiers', () => expect(ours.length).toBe(applicationIdentifiers.length));

  test('has the same mandatory associations', () => {
    // (7022) asks for (7021) alone there: what (7021) asks for is the same.
    for (const { ai, requires } of ours)
      if (ai !== '7022') expect([ai, ...known(requires)]).toEqual([ai, ...known(theirs.get(ai)?.requires ?? [])]);
  });

  test('has the same invalid pairs', () => {
    // (03) excludes (235) with us: its third-party serial belongs to (01) alone.
    for (const { ai, excludes } of ours) {
      const pairs = (all: Words) =>
        known(all.map((other) => [other])).filter((other) => ai !== '03' || other !== '235');
      expect([ai, ...pairs(excludes)]).toEqual([ai, ...pairs(theirs.get(ai)?.excludes ?? [])]);
    }
  });

  test('has the same data attributes of links', () => {
    for (const { ai } of ours) expect([ai, mayBeAttribute(ai)]).toEqual([ai, theirs.get(ai)?.attribute]);
  });

  test('has the same keys of links, and the same paths behind them', () => {
    for (const { ai } of ours) expect([ai, linkKey(ai)?.paths]).toEqual([ai, theirs.get(ai)?.paths]);
  });
});
