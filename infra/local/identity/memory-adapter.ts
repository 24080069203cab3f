import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Keeps what the provider must remember between two requests: who is signing in, codes, refresh tokens, browser sessions. In memory, because a restart costs
 * people one more sign-in and nothing else: access tokens are signed, not stored, and the signing keys are on disk. Clients are looked up, not kept.
 */
export function memoryAdapter(
  clientOf: (clientId: string) => AdapterPayload | undefined,
  now: () => number = Date.now,
): AdapterFactory {
  return (model) => (model === 'Client' ? { ...nothing, find: async (id) => clientOf(id) } : keep(now));
}

function keep(now: () => number): Adapter {
  const entries = new Map<string, Entry>();
  const livePayload = (id: string) => {
    const entry = entries.get(id);
    return entry !== undefined && entry.until > now() ? entry.payload : undefined;
  };
  return {
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      for (const [each, { until }] of entries) if (until <= now()) entries.delete(each);
      entries.set(id, { payload, until: now() + expiresIn * 1000 });
    },
    find: async (id) => livePayload(id),
    findByUid: async (uid) =>
      entries.values().find(({ payload, until }) => payload.uid === uid && until > now())?.payload,
    // The device flow is off.
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = livePayload(id);
      if (payload) payload.consumed = Math.floor(now() / 1000);
    },
    destroy: async (id) => void entries.delete(id),
    async revokeByGrantId(grantId) {
      for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id);
    },
  };
}

const nothing: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};
