import { expect, test } from 'vitest';
import { answerSr, newSrState } from './keyence-command.ts';

const talk = (...commands: string[]) => {
  const state = newSrState();
  return commands.map((command) => answerSr(command, state, 'none').join(' '));
};

test('a second start of reading is an error, and so is an end without a start', () => {
  expect(talk('LOFF', 'LON', 'LON', 'LOFF')).toEqual(['ER,LOFF,20', 'OK,LON', 'ER,LON,20', 'OK,LOFF ERROR']);
});

test('settings that were loaded take a while to be in force', () => {
  expect(talk('BLOAD,2', 'CMDSTAT', 'CMDSTAT', 'CMDSTAT')).toEqual([
    'OK,BLOAD',
    'OK,CMDSTAT,update',
    'OK,CMDSTAT,update',
    'OK,CMDSTAT,none',
  ]);
});

test('a file that was never saved cannot be loaded, nor one beyond the last', () => {
  expect(talk('BLOAD,7', 'BLOAD,9', 'BLOAD', 'DANCE')).toEqual([
    'ER,BLOAD,12',
    'ER,BLOAD,02',
    'ER,BLOAD,02',
    'ER,DANCE,00',
  ]);
});
