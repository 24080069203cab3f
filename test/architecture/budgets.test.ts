import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isTest, sourceFiles } from '../kit/source-files.ts';

/** Tables of facts: data in one file, with edition and source named. */
const tables = new Set([
  'shared/epcis/vocabulary.ts',
  'shared/gs1/application-identifier-table.ts',
  'functions/describe-api/routes/enterprise.ts',
]);

const files = sourceFiles().map(({ path, text }) => ({ path, text, lines: text.split('\n').length - 1 }));
const source = files.filter(({ path }) => !isTest(path));
const sorted = source
  .filter(({ path }) => !tables.has(path))
  .map(({ lines }) => lines)
  .sort((a, b) => a - b);
const quantile = (q: number) => sorted[Math.floor(q * sorted.length)] ?? 0;

describe('files stay small', () => {
  test('half of them have at most 50 lines', () => expect(quantile(0.5)).toBeLessThanOrEqual(50));
  test('nine in ten have at most 150 lines', () => expect(quantile(0.9)).toBeLessThanOrEqual(150));
  test('none has more than 300 lines', () => {
    expect(source.filter(({ path, lines }) => lines > 300 && !tables.has(path)).map(({ path }) => path)).toEqual([]);
  });
});

test('nothing is typed any', () => {
  expect(source.filter(({ text }) => /(:|<|\bas) any\b/.test(withoutComments(text))).map(({ path }) => path)).toEqual(
    [],
  );
});

test('casts are rare: at most 3 in 1,000 lines, as const is free', () => {
  const casts = source.map(({ text }) => withoutComments(text).match(/\)? as (?!const\b)[A-Z{[(a-z]/g)?.length ?? 0);
  const lines = source.reduce((sum, one) => sum + one.lines, 0);
  expect((casts.reduce((sum, one) => sum + one, 0) * 1000) / lines).toBeLessThanOrEqual(3);
});

test('no barrels: no file only passes others on', () => {
  const barrels = source.filter(({ text }) => {
    const statements = withoutComments(text)
      .split('\n')
      .filter((line) => line.trim() !== '');
    return statements.length > 0 && statements.every((line) => /^export .* from /.test(line));
  });
  expect(barrels.map(({ path }) => path)).toEqual([]);
});

test('the top level holds at most 20 entries', () => {
  const ours = readdirSync('.').filter(
    (name) => !['.git', 'node_modules', 'cdk.out', '.build', '.seriate'].includes(name),
  );
  expect(ours.length).toBeLessThanOrEqual(20);
});

const withoutComments = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'[^'\n]*'|`[^`]*`/g, "''")
    .replace(/^import .*$/gm, '');
