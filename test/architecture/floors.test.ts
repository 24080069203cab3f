import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTest, sourceFiles } from '../kit/source-files.ts';

/** What a room may lean on; the first match wins, and a file's own folder is always allowed. */
const may: readonly (readonly [string, RegExp])[] = [
  ['shared/wire/', /^shared\/(wire\/|refusal)/],
  ['shared/gs1/', /^shared\/(wire|gs1)\/|^shared\/refusal/],
  ['shared/epcis/', /^shared\/(wire|gs1|epcis)\/|^shared\/refusal/],
  ['shared/serials/', /^shared\/(wire|gs1|epcis|serials)\/|^shared\/refusal/],
  ['shared/trace/', /^shared\/(wire|gs1|epcis|trace)\/|^shared\/refusal/],
  ['shared/integrity/', /^shared\/(wire|gs1|epcis|trace|integrity)\/|^shared\/refusal/],
  ['shared/', /^shared\//],
  ['functions/common/', /^(shared|functions\/common)\//],
  ['functions/', /^(shared|functions\/common)\//],
  ['edge-agent/devices/', /^(shared|edge-agent\/devices)\//],
  ['edge-agent/line/', /^(shared|edge-agent\/(devices|line|store|outbox))\//],
  ['edge-agent/', /^(shared|edge-agent)\//],
  ['console/epcis-tool/', /^(shared|console\/epcis-tool)\//],
  ['console/', /^(shared|console)\//],
  ['infra/local/', /^infra\/local\//],
  ['infra/', /^(infra\/(?!local)|functions\/[^/]+\/env\.ts|edge-agent\/greengrass\/recipe\.ts)/],
];

const aliases: readonly (readonly [string, string])[] = [
  ['#shared/', 'shared/'],
  ['#common/', 'functions/common/'],
];

const files = sourceFiles();

describe('nothing leans on a floor above it', () => {
  test.each(files.filter(({ path }) => !isTest(path)))('$path', ({ path, text }) => {
    const climbs = importsOf(text)
      .map((specifier) => target(path, specifier))
      .filter((to) => to !== undefined && !allowed(path, to));
    expect(climbs).toEqual([]);
  });
});

describe('shared is pure', () => {
  test.each(files.filter(({ path }) => path.startsWith('shared/') && !isTest(path)))('$path', ({ path, text }) => {
    const packages = importsOf(text).filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('#'));
    const tokeniser = path === 'shared/wire/read-xml.ts' ? ['saxes'] : [];
    expect(packages.filter((name) => name !== 'valibot')).toEqual(tokeniser);
    expect(text).not.toMatch(
      /\bDate\.now\(|new Date\(\)|Math\.random\(|crypto\.(random|getRandom)|\bconsole\.|\bprocess\./,
    );
  });
});

test('only functions/common knows the tables’ client', () => {
  const direct = files.filter(
    ({ path, text }) =>
      path.startsWith('functions/') &&
      !path.startsWith('functions/common/') &&
      !isTest(path) &&
      /lib-dynamodb'/.test(text),
  );
  expect(direct.map(({ path }) => path).filter((path) => path !== 'functions/health/check-parts.ts')).toEqual([]);
});

function importsOf(text: string): string[] {
  return [...text.matchAll(/\b(?:(?:from|import)\s+|import\s*\(\s*)'([^']+)'/g)].map(([, specifier = '']) => specifier);
}

function target(from: string, specifier: string): string | undefined {
  const alias = aliases.find(([prefix]) => specifier.startsWith(prefix));
  if (alias !== undefined) return alias[1] + specifier.slice(alias[0].length);
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), specifier)) : undefined;
}

function allowed(from: string, to: string): boolean {
  const ownFolder = from.startsWith('functions/') ? from.split('/').slice(0, 2).join('/') : posix.dirname(from);
  if (to.startsWith(`${ownFolder}/`)) return true;
  return may.find(([room]) => from.startsWith(room))?.[1].test(to) ?? false;
}
