import { expect, test } from 'vitest';
import { writtenAddress } from './written-address.ts';

const open = writtenAddress('public');
const oneMachine = writtenAddress('loopback');

test.each([
  'https://10.0.0.1/',
  'http://169.254.169.254/latest',
  'https://192.168.1.1:8443/in',
  'https://2130706433/', // 127.0.0.1 as a number
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[fd00:ec2::254]/',
  'https://localhost/',
  'https://LOCALHOST.:4000/',
  'http://inside.localhost/',
  'sftp://10.0.0.1:22',
  'sftp://0x7f.1',
  'sftp://localhost',
  'https://user:secret@partner.example/',
  'http://93.184.215.14/',
  'http://partner.example/in',
])('%s is refused where it is written, with what to do', (url) => {
  expect(open(url)).toMatchObject({ refused: 'malformed', remedy: expect.stringMatching(/./) });
});

test.each(['http://127.0.0.1:4000/', 'http://localhost:4000/', 'https://[::1]/', 'sftp://127.0.0.1:2222'])(
  '%s is taken on one machine alone',
  (url) => {
    expect(oneMachine(url)).toBeUndefined();
    expect(open(url)).toBeDefined();
  },
);

test('a private network is refused on one machine too', () => {
  expect(oneMachine('https://10.0.0.1/')).toBeDefined();
  expect(oneMachine('http://169.254.169.254/')).toBeDefined();
});

test.each([
  'https://partner.example/in',
  'sftp://partner.example:22',
  'https://93.184.215.14/',
  'https://notlocalhost/',
])('%s is taken: nobody is asked for names', (url) => expect(open(url)).toBeUndefined());
