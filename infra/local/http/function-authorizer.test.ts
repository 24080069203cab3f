import { describe, expect, test } from 'vitest';
import { functionAuthorizer } from './function-authorizer.ts';

function authorizer(answer: object) {
  const events: object[] = [];
  let now = 0;
  const judge = async (event: object) => {
    events.push(event);
    return answer;
  };
  const authorize = functionAuthorizer({ judge, ttlSeconds: 60, now: () => now });
  const ask = (header?: string) => authorize({ header, scopes: [], event: () => ({ routeKey: 'GET /x' }) });
  return {
    ask,
    events,
    later: (ms: number) => {
      now += ms;
    },
  };
}

describe('a function that authorizes', () => {
  test('hands its context on, and is believed for a minute', async () => {
    const { ask, events, later } = authorizer({ isAuthorized: true, context: { tenant: 'acme' } });
    const verdict = { authorizer: { lambda: { tenant: 'acme' } } };
    expect([await ask('Bearer a'), await ask('Bearer a'), await ask('Bearer b')]).toEqual([verdict, verdict, verdict]);
    expect(events).toMatchObject([
      { type: 'REQUEST', routeKey: 'GET /x', identitySource: ['Bearer a'] },
      { identitySource: ['Bearer b'] },
    ]);
    later(60_000);
    await ask('Bearer a');
    expect(events).toHaveLength(3);
  });

  test('denies with 403, and is not asked about a request without the header', async () => {
    const { ask, events } = authorizer({ isAuthorized: false });
    expect(await ask()).toEqual({ status: 401 });
    expect(events).toEqual([]);
    expect(await ask('Bearer a')).toEqual({ status: 403 });
  });

  test('that answers something else fails the request', async () => {
    await expect(authorizer({ policyDocument: {} }).ask('Bearer a')).rejects.toThrow();
  });
});
