import { byBasic } from '#common/regulator-access/basic.ts';
import { byClientCredentials } from '#common/regulator-access/client-credentials.ts';
import { doorOf } from '#common/regulator-access/door.ts';
import type { Proof } from '#common/regulator-access/proof.ts';
import { onlyTo, sendProven } from '#common/regulator-access/send-proven.ts';
import { byStatic } from '#common/regulator-access/static.ts';
import type { Tokens } from '#common/regulator-access/tokens.ts';
import type { ClientTls, SendHttps } from '#common/send/https.ts';
import { digestOf } from '#common/signature.ts';
import type { PartnerCredentials } from '#common/store/partner-credentials.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { PartnerCredential } from '#shared/messages/partner-credentials-api.ts';
import type { HttpsSettings } from '#shared/network/channel-settings.ts';
import { credentialOf } from '#shared/network/credential-kinds.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

export interface AccessNeeds {
  readonly send: SendHttps;
  readonly tokens: Tokens;
  readonly partnerCredentials: Pick<PartnerCredentials, 'open'>;
  readonly now: () => Date;
}

/** How calls to a partner's service are made, with the proof of who makes them. */
export interface HttpAccess {
  readonly send: SendHttps;
  readonly tls: ClientTls;
  /** Asks for a token; absent where none is needed. @throws NoToken */
  readonly login?: () => Promise<string>;
}

/** For asking for a token, in milliseconds. */
const TOKEN_MS = 8_000;

/** How a partner's service is called as its version in the master data says; a refusal when a credential is missing. */
export async function httpAccess(
  needs: AccessNeeds,
  tenant: string,
  { partner, url = '', https }: Partner,
): Promise<HttpAccess | Refusal> {
  const { auth = 'none' } = https ?? {};
  const kind = credentialOf[auth];
  const secret = kind && (await needs.partnerCredentials.open(tenant, partner, kind));
  if (kind !== undefined && secret === undefined)
    return refuse('conflict', `partner ${partner} is called with ${auth}, and no ${kind} is set for it`, {
      remedy: `PUT /api/partners/${partner}/credentials`,
    });
  const own = secret?.kind === 'certificate' ? { cert: secret.certificate, key: secret.key } : {};
  const tls = { ...own, ...(https?.ca !== undefined && { ca: https.ca }) };
  const proof = proofOf(https, secret);
  const whose = {
    tenant,
    market: `partner ${partner}`,
    under: digestOf({ url, https: https ?? {}, secret: secret ?? '' }),
  };
  // Tokens are asked for in a part of the time that the call itself has.
  const ask: SendHttps = (call) => needs.send(call, AbortSignal.timeout(TOKEN_MS));
  const door = doorOf({
    baseUrl: url,
    tls: tokenTls(url, https),
    send: ask,
    sign: unsigned,
    ready: () => Promise.resolve(),
  });
  const loggingIn = () => proof.login?.(door) ?? Promise.reject(new Error('needs no token'));
  const tokens = {
    get: () => needs.tokens.get(whose, needs.now(), loggingIn),
    renew: (turnedAway: string) => needs.tokens.renew(whose, needs.now(), turnedAway, loggingIn),
  };
  return { tls, send: sendProven(onlyTo([url], needs.send), proof, tokens), ...(proof.login && { login: tokens.get }) };
}

/** The authorization server need not be the partner's own: the authority that is pinned for that one says nothing of another. */
function tokenTls(url: string, https: HttpsSettings | undefined): ClientTls {
  const isOwn = URL.parse(https?.tokenUrl ?? '')?.origin === URL.parse(url)?.origin;
  const ca = https?.tokenCa ?? (isOwn ? https?.ca : undefined);
  return ca === undefined ? {} : { ca };
}

function proofOf(https: HttpsSettings | undefined, secret: PartnerCredential | undefined): Proof {
  switch (secret?.kind) {
    case 'password':
      return byBasic({ username: secret.user, password: secret.password });
    case 'token':
      return byStatic({ token: secret.token });
    case 'api-key':
      return byApiKey(https?.header ?? 'x-api-key', secret.apiKey);
    case 'client':
      return byClientCredentials({
        tokenUrl: https?.tokenUrl ?? '',
        clientId: secret.clientId,
        clientSecret: secret.clientSecret,
        ...(https?.scope !== undefined && { scope: https.scope }),
      });
    default:
      return byStatic({});
  }
}

const byApiKey = (header: string, key: string): Proof => ({
  prove: (call) => ({ ...call, headers: { ...call.headers, [header.toLowerCase()]: key } }),
});

/** Calls for tokens of partners are not signed. */
const unsigned = () => Promise.reject(new Error('nothing is signed here'));
