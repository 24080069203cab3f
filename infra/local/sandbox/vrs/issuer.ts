import { gzipSync } from 'node:zlib';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Fault, faultPlan } from '../faults.ts';
import { serve } from '../serve.ts';

export interface IssuerOptions {
  readonly port: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Operations: `keys`, `status`. */
  readonly faults?: readonly Fault[];
}

export interface Issued {
  /** Credential as JWT. */
  readonly credential: string;
  readonly key: JWK;
  readonly index: number;
}

export type AtpIssuer = Awaited<ReturnType<typeof startAtpIssuer>>;

const DAY = 86_400;
/** Bits of the status list: 16 KB, the least that W3C allows. */
const BYTES = 16_384;

/** Who tells that a company is an authorised trading partner: issues credentials, publishes its keys and which credentials it revoked. */
export async function startAtpIssuer({ port, now = Date.now, faults = [] }: IssuerOptions) {
  let pair = await generateKeyPair('ES256', { extractable: true });
  let kid = 1;
  let issued = 0;
  const revoked = new Set<number>();
  const did = 'did:web:atp-issuer.example';
  const seconds = () => Math.floor(now() / 1000);
  const sign = (claims: Record<string, unknown>, times: { nbf: number; exp: number }) =>
    new SignJWT({ ...claims, ...times })
      .setProtectedHeader({ alg: 'ES256', kid: `k${kid}` })
      .setIssuer(did)
      .sign(pair.privateKey);
  const list = () => {
    const bits = Buffer.alloc(BYTES);
    for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
    return `u${gzipSync(bits).toString('base64url')}`;
  };
  const sandbox = await serve({
    port,
    faults: faultPlan(faults, 1),
    operationOf: (_, [what = '']) => (what === 'status' ? 'status' : 'keys'),
    answer: async ({ path: [what] }) => {
      if (what === 'keys')
        return {
          status: 200,
          body: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: `k${kid}`, alg: 'ES256' }] },
        };
      return what === 'status' ? { status: 200, text: await statusList() } : { status: 404 };
    },
  });
  const statusUrl = `${sandbox.url}/status`;
  const statusList = () =>
    sign(
      {
        sub: statusUrl,
        vc: {
          type: ['BitstringStatusListCredential'],
          credentialSubject: { encodedList: list(), statusPurpose: 'revocation' },
        },
      },
      { nbf: seconds() - 60, exp: seconds() + DAY },
    );
  return {
    ...sandbox,
    did,
    jwksUrl: `${sandbox.url}/keys`,
    /** Issues a credential with a new key for its holder; times in seconds from now. */
    issue: async (holder: string, { from = -60, until = 365 * DAY, subject = holder } = {}): Promise<Issued> => {
      const own = await generateKeyPair('ES256', { extractable: true });
      const index = issued++;
      const vc = {
        type: ['VerifiableCredential', 'DSCSAATPCredential'],
        credentialSubject: { id: subject },
        credentialStatus: {
          type: 'BitstringStatusListEntry',
          statusListIndex: String(index),
          statusListCredential: statusUrl,
        },
      };
      const claims = { sub: holder, jti: `urn:atp:${index}`, cnf: { jwk: await exportJWK(own.publicKey) }, vc };
      const credential = await sign(claims, { nbf: seconds() + from, exp: seconds() + until });
      return { credential, key: await exportJWK(own.privateKey), index };
    },
    revoke: (index: number) => void revoked.add(index),
    /** Signs with another key from now on. */
    rollKey: async () => {
      pair = await generateKeyPair('ES256', { extractable: true });
      kid++;
    },
  };
}
