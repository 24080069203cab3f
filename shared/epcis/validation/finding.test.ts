import { expect, test } from 'vitest';
import { refuse } from '../../refusal.ts';
import { collectFindings } from './collect-findings.ts';
import { doubtful, findingOf, wrong } from './finding.ts';

test('what a reader refused is an error of shape', () => {
  const refusal = refuse('malformed', '"eventTime" is missing', {
    at: '/epcisBody/eventList/0',
    rule: 'R',
    remedy: 'add it',
  });
  expect(findingOf(refusal)).toEqual({
    tier: 'shape',
    severity: 'error',
    code: 'malformed',
    path: '/epcisBody/eventList/0',
    rule: 'R',
    message: '"eventTime" is missing',
    remedy: 'add it',
  });
  expect(findingOf(refuse('too-large', 'too large'))).toMatchObject({ path: '', code: 'too-large' });
});

const most = 100;

test('errors and warnings have a limit each', () => {
  const many = Array.from({ length: 3 * most }, (_, index) =>
    (index < 2 * most ? doubtful : wrong)('c', String(index), 'r', 'm'),
  );
  const found = collectFindings(many, 'business');
  expect(found).toHaveLength(2 * most);
  expect(found.filter(({ severity }) => severity === 'error')).toHaveLength(most);
  expect(found[0]).toEqual({ tier: 'business', severity: 'warning', code: 'c', path: '0', rule: 'r', message: 'm' });
});

test('a message stays short, however long the value is that it quotes', () =>
  expect(wrong('c', '', 'r', `"${'x'.repeat(1_000_000)}" is wrong`).message).toHaveLength(300));
