import { expect, test } from 'vitest';
import { withLiteralNames } from './slim-clients.ts';

test('members that constants name are named by literals, and nothing else changes', () => {
  const text = 'const _h = "http";\nconst _n = 3;\nvar a = { [_h]: 1, [_n]: 2, [_x]: 3 }, b = [_h];\n';
  expect(withLiteralNames(text)).toBe(text.replace('[_h]:', '"http":'));
});
