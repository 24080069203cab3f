import { expect, test } from 'vitest';
import type { DeskMessage } from './desk-message.ts';
import { sayableActs } from './sayable-acts.ts';

const at = '2026-03-01T09:00:00.000Z';
const opened: DeskMessage = { id: 'o', side: 'claimant', turn: 1, at, act: 'open', text: 'too few' };
const proposed: DeskMessage = { id: 'p', side: 'claimant', turn: 2, at, act: 'propose', resolution: 'credit' };

test('who is asked answers what was proposed, and who proposed it may propose something else', () => {
  expect(sayableActs('underage', [opened, proposed], 'respondent')).toEqual(['accept', 'reject', 'counter', 'note']);
  expect(sayableActs('underage', [opened, proposed], 'claimant')).toEqual(['propose', 'note']);
});

test('a notice is acknowledged and reported on by its holder', () => {
  expect(sayableActs('recall', [opened], 'respondent')).toEqual(['acknowledge', 'report', 'note']);
  expect(sayableActs('recall', [opened], 'claimant')).toEqual(['note']);
});

test('nothing is said when it is over', () => {
  const ended: DeskMessage = { id: 'e', side: 'claimant', turn: 2, at, act: 'withdraw', text: 'it was none' };
  expect(sayableActs('underage', [opened, ended], 'respondent')).toEqual([]);
});
