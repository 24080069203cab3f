import { createSecureContext } from 'node:tls';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { readSecret, unusable } from '#common/read-secret.ts';
import { accessMembers } from '#shared/regimes/access-members.ts';
import type { Access } from '#shared/regimes/regime.ts';
import { basicMembers } from './basic.ts';
import { clientMembers } from './client-credentials.ts';
import { itsMembers } from './its-token.ts';
import { mdlpMembers } from './mdlp-token.ts';
import { omsMembers } from './oms-token.ts';
import { text } from './secret-text.ts';
import { canSign, signatureMember } from './signature.ts';
import { staticMembers } from './static.ts';
import { topMembers } from './top-signature.ts';
import { xtraceMembers } from './xtrace-token.ts';

/** Members of the secrets for every kind of access. */
const always = {
  /** The only places it is sent to, `https://host:port`. */
  origins: v.pipe(v.array(text), v.minLength(1)),
  /** PEM: the client certificate with its chain, and its private key. */
  certificate: v.exactOptional(text),
  key: v.exactOptional(text),
  /** PEM: the only authority to trust; absent, those that everybody trusts. */
  ca: v.exactOptional(text),
  /** What messages are signed with. */
  signature: v.exactOptional(signatureMember),
};

const credentials = v.variant('access', [
  v.object({ access: v.literal('static'), ...always, ...staticMembers }),
  v.object({ access: v.literal('basic'), ...always, ...basicMembers }),
  v.object({ access: v.literal('mdlp-token'), ...always, ...mdlpMembers, signature: signatureMember }),
  v.object({ access: v.literal('its-token'), ...always, ...itsMembers }),
  v.object({ access: v.literal('xtrace-token'), ...always, ...xtraceMembers }),
  v.object({ access: v.literal('client-credentials'), ...always, ...clientMembers }),
  v.object({ access: v.literal('top-signature'), ...always, ...topMembers }),
  v.object({ access: v.literal('oms-token'), ...always, ...omsMembers, signature: signatureMember }),
]);

/** What proves at a regulator who a tenant is. */
export type RegulatorCredentials = v.InferOutput<typeof credentials>;

/** Finds the credentials of a tenant's secret. @throws Refused when there are none that can be used */
export type CredentialsOf = (tenant: string, secret: string, access: Access) => Promise<RegulatorCredentials>;

const docs = 'docs/regulators-access.md';

/** How a market's calls are proved is the market's to say, not the secret's. */
const kindOf = (access: Access) => ({
  shape: v.pipe(
    v.looseObject({}),
    v.transform((held) => ({ ...held, access })),
    credentials,
  ),
  members: ['origins', ...accessMembers[access].must].join(', '),
  docs,
});

/**
 * Credentials from the secret `seriate/regulators/<tenant>/<name>`, JSON with `origins` and what the market's kind of access takes. Read for every
 * exchange, so a renewed certificate counts from the next one on.
 */
export const regulatorCredentials =
  (client: SecretsManagerClient): CredentialsOf =>
  async (tenant, secret, access) => {
    const SecretId = `seriate/regulators/${tenant}/${secret}`;
    const held = await readSecret(client, SecretId, kindOf(access));
    const { certificate, key, ca, signature } = held;
    try {
      createSecureContext({ ...(certificate && { cert: certificate }), ...(key && { key }), ...(ca && { ca }) });
    } catch {
      throw unusable(SecretId, 'holds a certificate or key that is no PEM, or that do not belong together', docs);
    }
    if (signature !== undefined && !canSign(signature))
      throw unusable(
        SecretId,
        'holds a signature whose key is no RSA or ECDSA key in PEM, or not the certificate’s',
        docs,
      );
    return held;
  };
