import { expect, test } from 'vitest';
import { dismissal } from './dismissal.ts';

const idle = { isHeld: false, isTyped: false, isAsked: false };
const typed = { ...idle, isTyped: true };

test('a click beside a form closes nothing', () => {
  expect(dismissal('overlay', idle)).toBe('stay');
  expect(dismissal('overlay', typed)).toBe('stay');
});

test('Escape leaves a form in which nothing was typed, and asks before what was typed is lost', () => {
  expect(dismissal('keyboard', idle)).toBe('close');
  expect(dismissal('keyboard', typed)).toBe('ask');
});

test('Escape takes back the question whether to leave', () => {
  expect(dismissal('keyboard', { ...typed, isAsked: true })).toBe('unask');
});

test('who presses the cross means it', () => expect(dismissal('closeButton', typed)).toBe('close'));

test('what is under way is seen to its end, however somebody wants to leave', () => {
  for (const reason of ['overlay', 'closeButton', 'keyboard'])
    expect(dismissal(reason, { ...typed, isHeld: true })).toBe('stay');
});
