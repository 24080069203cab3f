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

  test.each(['Host', 'content-length', 'Transfer-Encoding', 'CONTENT-TYPE', 'Connection', 'Idempotency-Key'])(
    'has no key in %s, which belongs to the message',
    (header) => {
      expect(places({ ...whole.https, https: { auth: 'api-key', header } })).toEqual(['/https/header']);
    },
  );

  test.each(['X-Api-Key', 'Authorization', 'Ocp-Apim-Subscription-Key'])('may have its key in %s', (header) => {
    expect(places({ ...whole.https, https: { auth: 'api-key', header } })).toEqual([]);
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

  test.each<[string, object, string[]]>([
    ['the folder that ours are put in', { in: 'in', out: './in/' }, ['/sftp/out']],
    ['the archive', { in: '/in/', archive: '/in' }, ['/sftp/archive']],
    ['the folder of our results', { in: 'x/in', results: 'x/in' }, ['/sftp/results']],
    ['another of the same name', { in: '/in', out: 'in', archive: '/in/archive', results: '/out/in' }, []],
    ['none of them', { out: 'in' }, []],
  ])('by SFTP picks no files up from %s', (_, sftp, at) => {
    expect(places({ ...whole.sftp, sftp })).toEqual(at);
  });

  test('tells results of what came in where it takes any message', () => {
    const told = channelKinds.filter((kind) => places({ ...whole[kind], results: true }).length === 0);
    expect(told).toEqual(['webhook', 'https', 'as2', 'portal']);
    expect(places({ ...whole.sftp, results: true })).toEqual(['/results']);
    expect(places({ ...whole.sftp, results: false })).toEqual([]);
  });

  test('is carried by one queue, and only as2 and sftp by others than partner', () => {
    const others = channelKinds.filter((kind) => carrierOf[kind] !== 'partner');
    expect(others.map((kind) => [kind, carrierOf[kind]])).toEqual([
      ['as2', 'as2'],
      ['sftp', 'sftp'],
    ]);
  });
});
