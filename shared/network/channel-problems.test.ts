import { describe, expect, test } from 'vitest';
import { carrierOf, channelKinds } from './channel-kinds.ts';
import { channelProblems, type Reached } from './channel-problems.ts';

const places = (partner: Reached) => channelProblems(partner).map(({ at }) => at);
const url = 'https://partner.example/in';
const whole: Record<Reached['channel'], Reached> = {
  webhook: { channel: 'webhook', url },
  https: { channel: 'https', url },
  capture: { channel: 'capture', url },
  as2: { channel: 'as2', url, as2: {} },
  sftp: { channel: 'sftp', url: 'sftp://partner.example:22', sftp: {} },
  network: { channel: 'network', tenant: 'medico' },
  portal: { channel: 'portal' },
};

describe('a channel', () => {
  test.each(channelKinds)('%s is taken with what it needs, and refused without', (kind) => {
    expect(places(whole[kind])).toEqual([]);
    const bare = places({ channel: kind });
    expect(bare).toEqual(
      Object.keys(whole[kind])
        .filter((name) => name !== 'channel')
        .map((name) => `/${name}`),
    );
  });

  test('has an address of its own kind', () => {
    expect(places({ ...whole.https, url: 'sftp://partner.example' })).toEqual(['/url']);
    expect(places({ ...whole.sftp, url })).toEqual(['/url']);
    expect(places({ ...whole.portal, url })).toEqual(['/url']);
  });

  test('is proven by what can go by it', () => {
    const https = (auth: 'client-credentials' | 'mutual-tls' | 'bearer', more = {}) => ({ https: { auth, ...more } });
    expect(places({ ...whole.https, ...https('client-credentials') })).toEqual(['/https/tokenUrl']);
    expect(places({ ...whole.https, ...https('client-credentials', { tokenUrl: 'ftp://x.example' }) })).toEqual([
      '/https/tokenUrl',
    ]);
    expect(places({ ...whole.https, ...https('client-credentials', { tokenUrl: 'https://x.example' }) })).toEqual([]);
    expect(places({ ...whole.https, url: 'http://127.0.0.1/', ...https('mutual-tls') })).toEqual(['/url']);
    expect(places({ ...whole.webhook, ...https('bearer') })).toEqual(['/https/auth']);
  });

  test('is carried by one queue, and only as2 and sftp by others than partner', () => {
    const others = channelKinds.filter((kind) => carrierOf[kind] !== 'partner');
    expect(others.map((kind) => [kind, carrierOf[kind]])).toEqual([
      ['as2', 'as2'],
      ['sftp', 'sftp'],
    ]);
  });
});
