import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { IssuerFault } from './issuer.ts';
import { type Credentials, clientCredentials } from './seriate-token.ts';

/** A part of a secret's name, so that no setting of a tenant leads to a secret of another. */
const plainName = /^[A-Za-z0-9_.-]{1,100}$/;

/** The name of a tenant's secret for an issuer. */
export const secretName = (tenant: string, secret: string) => `seriate/issuers/${tenant}/${secret}`;

/**
 * Client credentials at an issuer, from the secret `seriate/issuers/<tenant>/<name>`: JSON with `clientId`, `clientSecret` and
 * `origin`, the only place they are sent to. They are read whenever a token is needed, so a new secret counts from the next one on.
 */
export const issuerCredentials =
  (client: SecretsManagerClient): Credentials =>
  async (tenant, secret) => {
    if (!plainName.test(secret)) throw new IssuerFault('the setting secret is no name of letters, digits and _.-');
    const SecretId = secretName(tenant, secret);
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), clientCredentials), SecretString);
    if (!read.success)
      throw new IssuerFault(`the secret ${SecretId} is not JSON with clientId, clientSecret and origin`);
    return read.output;
  };
