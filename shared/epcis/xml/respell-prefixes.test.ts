import { expect, test } from 'vitest';
import { respelled } from './respell-prefixes.ts';

const context = { ex: 'urn:ex', other: 'urn:other' };

test('names get another prefix, texts stay', () => {
  const tree = { type: 'ex:Own', 'ex:a': 'ex:b', 'other:c': [{ '@ex:d': 'e', 'ex:f': { g: 'ex:h' } }] };
  expect(respelled(tree, context, ['ex'])).toEqual({
    type: 'ex2:Own',
    'ex2:a': 'ex:b',
    'other:c': [{ '@ex2:d': 'e', 'ex2:f': { g: 'ex:h' } }],
    '@context': { ex2: 'urn:ex', other: 'urn:other' },
  });
});

test('the new prefix is in no text and no other name', () => {
  const tree = { type: 'ObjectEvent', 'ex:a': ['ex:b', 'ex2:c', 'ex4:d'], 'other:e': 'f' };
  const answer = respelled(tree, { ...context, ex3: 'urn:three' }, ['ex']);
  expect(answer['@context']).toEqual({ ex5: 'urn:ex', other: 'urn:other', ex3: 'urn:three' });
  expect(answer['ex5:a']).toEqual(['ex:b', 'ex2:c', 'ex4:d']);
});

test('several prefixes get different ones', () => {
  const answer = respelled({ type: 'T', 'ex:a': 'ex:1', 'other:a': 'other:1' }, context, ['ex', 'other']);
  expect(answer['@context']).toEqual({ ex2: 'urn:ex', other2: 'urn:other' });
});
