import { expect, test } from 'vitest';
import { isTest, sourceFiles } from '../../test/kit/source-files.ts';
import { clients, withErrors, withLiteralNames } from './slim-clients.ts';

test('members that constants name are named by literals, and nothing else changes', () => {
  const text = 'const _h = "http";\nconst _n = 3;\nvar a = { [_h]: 1, [_n]: 2, [_x]: 3 }, b = [_h];\n';
  expect(withLiteralNames(text)).toBe(text.replace('[_h]:', '"http":'));
});

test('only errors that are kept are registered, and the general one always', () => {
  const kept = ['_s_registry.registerError(S$, S);', 'n0_registry.registerError(A$, A);'];
  const text = [kept[0], 'n0_registry.registerError(B$, B);', kept[1]].join('\n');
  expect(withErrors(text, ['A'])).toBe([kept[0], '', kept[1]].join('\n'));
});

test('every error that a function tells by its class is kept', () => {
  const imports = sourceFiles()
    .filter(({ path }) => path.startsWith('functions/') && !isTest(path))
    .flatMap(({ text }) => [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/(client-[\w-]+)'/g)]);
  const errors = imports.flatMap(([, names = '', client = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => /(Exception|NoSuchKey|NotFound)$/.test(name) && !/^type |ServiceException$/.test(name))
      .map((name) => ({ client, name })),
  );
  expect(errors.length).toBeGreaterThan(3);
  expect(errors.filter(({ client, name }) => !clients[client]?.includes(name))).toEqual([]);
});
