import { expect, test } from 'vitest';
import { putAt, readSetting, valueAt, writeSetting } from './setting-values.ts';

const pem = (letters: string) => `-----BEGIN CERTIFICATE-----\n${letters}\n-----END CERTIFICATE-----`;

test('certificates that were pasted one behind the other are told apart', () => {
  const read = readSetting({ as: 'pems' }, ` ${pem('AAAA')}\n${pem('BBBB')}\n`);
  expect(read).toEqual([`${pem('AAAA')}\n`, `${pem('BBBB')}\n`]);
  expect(writeSetting(read)).toBe(`${pem('AAAA')}\n${pem('BBBB')}`);
});

test('what is no certificate reaches the server, which says what is wrong with it', () => {
  expect(readSetting({ as: 'pems' }, 'no certificate')).toEqual(['no certificate\n']);
});

test('a list is written one a line, and an empty field says nothing', () => {
  expect(readSetting({ as: 'lines' }, 'SHA256:a\n\n SHA256:b ')).toEqual(['SHA256:a', 'SHA256:b']);
  expect(readSetting({ as: 'text' }, '  ')).toBeUndefined();
  expect(readSetting({ as: 'flag' }, 'false')).toBeUndefined();
});

test('a number is one, and what is none reaches the server', () => {
  expect([readSetting({ as: 'number' }, ' 2 '), readSetting({ as: 'number' }, 'two')]).toEqual([2, 'two']);
  expect(writeSetting(2)).toBe('2');
});

test('members of a channel are put beside one another, and found again', () => {
  const content = {};
  putAt(content, '/as2/id', 'ACME');
  putAt(content, '/as2/mdn', 'async');
  putAt(content, '/tenant', 'medico');
  expect(content).toEqual({ as2: { id: 'ACME', mdn: 'async' }, tenant: 'medico' });
  expect([valueAt(content, '/as2/mdn'), valueAt(content, '/https/auth')]).toEqual(['async', undefined]);
});
