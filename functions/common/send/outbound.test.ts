import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { outboundGuard } from './outbound.ts';

const names: Record<string, string[]> = {
  'public.example': ['93.184.215.14'],
  'six.example': ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'loop.example': ['127.0.0.1'],
  'loop6.example': ['::1'],
  'meta.example': ['169.254.169.254'],
  'mixed.example': ['93.184.215.14', '10.0.0.7'],
  'nowhere.example': [],
};
const resolve = async (host: string) =>
  (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const open = outboundGuard('public', resolve);
const oneMachine = outboundGuard('loopback', resolve);

describe('the outbound guard', () => {
  test('answers the address it checked', async () => {
    expect(await open('https://public.example/hook')).toEqual({ address: '93.184.215.14', family: 4 });
    expect(await open('https://six.example/')).toMatchObject({ family: 6 });
    expect(await open('https://8.8.8.8:8443/')).toEqual({ address: '8.8.8.8', family: 4 });
    expect(await open('https://[2606:4700::1111]/')).toEqual({ address: '2606:4700::1111', family: 6 });
  });

  test.each([
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://100.64.0.1/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://169.254.170.2/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.0.0.8/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://203.0.113.9/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://2130706433/', // 127.0.0.1 as a number
    'https://0x7f.1/', // and in hexadecimal
    'https://0177.0.0.1/', // and in octal
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:8.8.8.8]/',
    'https://[64:ff9b::a00:1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://[2001::1]/',
    'https://[2001:db8::1]/',
    'https://[2002:a00:1::]/',
    'https://loop.example/',
    'https://loop6.example/',
    'https://meta.example/',
    'https://mixed.example/',
    'https://nowhere.example/',
    'http://public.example/',
    'http://loop.example/',
    'https://user:secret@public.example/',
    'ftp://public.example/',
    'file:///etc/passwd',
    'gopher',
  ])('refuses %s', async (url) => expect(isRefusal(await open(url))).toBe(true));

  test.each(['http://127.0.0.1:4000/', 'http://[::1]:4000/', 'http://loop.example/', 'https://loop6.example/'])(
    'allows %s on one machine only',
    async (url) => {
      expect(isRefusal(await oneMachine(url))).toBe(false);
      expect(isRefusal(await open(url))).toBe(true);
    },
  );

  test.each([
    'https://10.0.0.1/',
    'https://meta.example/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:127.0.0.1]/',
    'http://public.example/',
  ])('refuses %s on one machine too', async (url) => expect(isRefusal(await oneMachine(url))).toBe(true));

  test('asks the real resolver for localhost and refuses what it says', async () =>
    expect(isRefusal(await outboundGuard('public')('https://localhost/'))).toBe(true));
});
