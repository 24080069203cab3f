import * as v from 'valibot';
import { Refused } from '#common/refused.ts';
import type { VerifyToken } from '#common/verify-token.ts';

/** What an HTTP API asks its authorizer (payload format 2.0). */
const asked = v.looseObject({ identitySource: v.nullish(v.array(v.string())) });

/** Claims that functions read. */
const told = ['tenant', 'role', 'scope', 'sub', 'client_id', 'username', 'name', 'auth_time', 'partner'] as const;

export interface Authorized {
  readonly isAuthorized: true;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Tells functions who calls. A token that is none gets no claims but the reason, and the function refuses the call: a gateway that denies it
 * could say neither why nor what to do, and would answer 403 where the caller needs a new token (RFC 6750 §3.1: 401).
 */
export const authorize =
  (verify: VerifyToken) =>
  async (raw: unknown): Promise<Authorized> => {
    const [header = ''] = v.parse(asked, raw).identitySource ?? [];
    const token = header.replace(/^Bearer +/i, '').trim();
    try {
      const claims = await verify(token);
      const said = told.flatMap((name) => (claims[name] === undefined ? [] : [[name, String(claims[name])] as const]));
      return { isAuthorized: true, context: Object.fromEntries(said) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { isAuthorized: true, context: { refused: error.refusal.detail } };
    }
  };
