import { expect, test } from 'vitest';
import { answerNative, newNativeState } from './insight-command.ts';

const talk = (held: boolean, ...commands: string[]) => {
  const state = newNativeState();
  return commands.map((command) => answerNative(command, state, held).join(' '));
};

test('a job is loaded only offline', () => {
  expect(talk(false, 'LFcase', 'SO0', 'GO', 'LFcase', 'LFnone', 'SO1', 'GO', 'GF')).toEqual([
    '-2',
    '1',
    '0',
    '1',
    '-2',
    '1',
    '1',
    '1 case.job',
  ]);
});

test('a camera that a person holds offline does not go online', () => {
  expect(talk(true, 'SO1', 'GO')).toEqual(['-5', '0']);
});

test('what it does not know is answered with 0, a wrong argument with less', () => {
  expect(talk(false, 'XX', 'SO9', 'LF', 'GVA000')).toEqual(['0', '-1', '-1', '-1']);
});
