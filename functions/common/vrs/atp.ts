import { decodeJwt, importJWK, SignJWT } from 'jose';
import { Refused } from '#common/refused.ts';
import type { SendHttps } from '#common/send/https.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { refuse } from '#shared/refusal.ts';
import { fetched } from './fetched.ts';
import type { Rejected } from './read-jwt.ts';
import { type Accepted, type Expected, verifyPresentation } from './verify-presentation.ts';
import type { VrsCredentialsOf } from './vrs-credentials.ts';

export interface Presented {
  /** JWT, for the header. */
  readonly presentation: string;
  /** Id of the credential that it shows. */
  readonly credential: string;
}

/** Proof of being an authorised trading partner (OCI), shown and judged for one tenant. */
export interface AtpCredentials {
  /** Undefined when the tenant shows none. @throws Refused when its secret cannot be used */
  present(corrUUID: string, audience: string): Promise<Presented | undefined>;
  verify(presentation: string | undefined, expected: Expected): Promise<Accepted | Rejected>;
}

export type AtpOf = (tenant: string, settings: VrsSettings) => AtpCredentials;

interface AtpNeeds {
  readonly send: SendHttps;
  readonly credentials: VrsCredentialsOf;
  readonly now: () => Date;
}

/** Keys of issuers are asked for again after this. */
const KEYS_AGE_MS = 600_000;
/** Seconds for which a presentation counts: one question and its answer. */
const COUNTS_FOR = 300;

/** Credentials of all tenants; what issuers publish is kept in the function for a bounded time. */
export function atpCredentials(needs: AtpNeeds): AtpOf {
  const { credentials, now } = needs;
  const trust = { fetched: fetched(needs, KEYS_AGE_MS), now };
  return (tenant, { presents, secret, issuers }) => ({
    present: async (corrUUID, audience) => {
      if (!presents) return undefined;
      const { holder, key, credential } = await credentials(tenant, secret ?? '');
      if (holder === undefined || key === undefined || credential === undefined)
        throw cannot(`the secret ${secret} lacks holder, key or credential`);
      const at = Math.floor(now().getTime() / 1000);
      const presentation = await new SignJWT({
        nonce: corrUUID,
        vp: {
          '@context': ['https://www.w3.org/2018/credentials/v1'],
          type: ['VerifiablePresentation'],
          verifiableCredential: [credential],
        },
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.kid ?? `${holder}#key-1` })
        .setIssuer(holder)
        .setAudience(audience)
        .setIssuedAt(at)
        .setNotBefore(at)
        .setExpirationTime(at + COUNTS_FOR)
        .sign(await importJWK({ kty: key.kty, crv: key.crv, d: key.d, x: key.x, y: key.y }, 'ES256'));
      return { presentation, credential: idOf(credential) };
    },
    verify: (presentation, expected) => verifyPresentation(trust, issuers, presentation, expected),
  });
}

function idOf(credential: string): string {
  try {
    return decodeJwt(credential).jti ?? '';
  } catch {
    throw cannot('the credential in the secret is no JWT');
  }
}

const cannot = (detail: string) =>
  new Refused(refuse('conflict', detail, { at: '/secret', remedy: 'docs/regulators-us.md says what it holds' }));
