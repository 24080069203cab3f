import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { partner } from '#shared/regimes/us/partner.ts';

const folder = 'infra/local/sandbox/partner/us';
const listed = partner.errors.map(({ code }) => code);

test('what the rehearsal’s partner says stands in the catalogue, and nothing else does', () => {
  const page = readFileSync('docs/regulators-us.md', 'utf8');
  const section = page.slice(page.search(/^### The partner.s side/m), page.indexOf('### On the command line'));
  const told = new Set([...section.matchAll(/`([A-Z]{2,}(?:_[A-Z]+)*)`/g)].map(([, code]) => code));
  for (const word of ['GET', 'POST']) told.delete(word);
  expect(new Set(listed)).toEqual(told.add('RECEIPT_UNKNOWN'));
});

test('every code in the source of the rehearsal’s partner stands in the catalogue', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  const source = files.map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n');
  const codes = [...source.matchAll(/'([A-Z]+_[A-Z_]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(listed).toEqual(expect.arrayContaining(codes));
});
