import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { IssuerFault } from './issuer.ts';

/** A part of a secret's name, so that no setting of a tenant leads to a secret of another. */
const plainName = /^[A-Za-z0-9_.-]{1,100}$/;

/** The name of a tenant's secret for an issuer. */
export const secretName = (tenant: string, secret: string) => `seriate/issuers/${tenant}/${secret}`;

/**
 * What a tenant proves itself with at an issuer, from the secret `seriate/issuers/<tenant>/<name>`: JSON of the shape that the issuer's kind has, with `origin`, the only
 * place it is sent to. It is read whenever it is needed, so a new secret counts from then on.
 */
export const issuerCredentials =
  <Shape extends v.GenericSchema>(client: SecretsManagerClient, shape: Shape, members: string) =>
  async (tenant: string, secret: string): Promise<v.InferOutput<Shape>> => {
    if (!plainName.test(secret)) throw new IssuerFault('the setting secret is no name of letters, digits and _.-');
    const SecretId = secretName(tenant, secret);
    const text = await textOf(client, SecretId);
    if (text === undefined) throw new IssuerFault(`there is no secret ${SecretId}: make it, JSON with ${members}`);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), text);
    if (!read.success)
      throw new IssuerFault(`the secret ${SecretId} is not JSON with ${members}${wrongMember(read.issues[0])}`);
    return read.output;
  };

async function textOf(client: SecretsManagerClient, SecretId: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** Which member is wrong and what it must be, in words of our own alone: those of the library tell what was received. */
function wrongMember(issue: v.BaseIssue<unknown>): string {
  const member = v.getDotPath(issue);
  if (member === null) return '';
  return `: ${member} ${issue.type === 'check' ? issue.message : 'is missing or empty'}`;
}
