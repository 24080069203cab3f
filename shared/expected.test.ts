import { expect, test } from 'vitest';
import { overtaken, unlikeExpected } from './expected.ts';

const there = { tag: '3.2', by: 'bob' };

test('who takes nothing for granted, and who takes it as it is, is not refused', () => {
  expect(unlikeExpected(undefined, 'user ada', there)).toBeUndefined();
  expect(unlikeExpected({ tag: '3.2' }, 'user ada', there)).toBeUndefined();
  expect(unlikeExpected({ tag: undefined }, 'user ada', undefined)).toBeUndefined();
});

test('who makes what there is already is told so, at the member that names it', () => {
  expect(unlikeExpected({ tag: undefined }, 'user ada', there, { at: '/username' })).toMatchObject({
    refused: 'conflict',
    at: '/username',
    detail: 'user ada exists already',
  });
});

test('who saw something else is told who changed it, and so is who saw what is gone', () => {
  expect(unlikeExpected({ tag: '3.1' }, 'user ada', there)).toMatchObject({
    detail: 'user ada was changed meanwhile by bob',
  });
  expect(unlikeExpected({ tag: '3.1' }, 'user ada', undefined)).toMatchObject({ refused: 'conflict' });
});

test('that something was changed meanwhile is about all of it, and no rule of HTTP, whose status would be another', () => {
  const refusals = [
    unlikeExpected({ tag: '3.1' }, 'user ada', there, { at: '/username' }),
    overtaken({ tag: '3.1' }, 'user ada', { at: '/username' }),
  ];
  for (const refusal of refusals) {
    expect(refusal).not.toHaveProperty('at');
    expect(refusal?.rule).not.toContain('RFC');
  }
});

test('who is overtaken at the write is refused as who was before it', () => {
  const naming = { at: '/username' };
  for (const expected of [{ tag: undefined }, { tag: '3.1' }])
    expect(overtaken(expected, 'user ada', naming)).toEqual(
      unlikeExpected(expected, 'user ada', { tag: '3.2' }, naming),
    );
});
