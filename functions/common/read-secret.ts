import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** What a secret that a person keeps should hold. */
export interface SecretKind<Shape extends v.GenericSchema> {
  readonly shape: Shape;
  /** Its members, in words. */
  readonly members: string;
  /** The page that tells more. */
  readonly docs: string;
}

/** Reads a secret as JSON, anew each time. @throws Refused when there is none of that name, or it holds something else */
export async function readSecret<Shape extends v.GenericSchema>(
  client: SecretsManagerClient,
  SecretId: string,
  { shape, members, docs }: SecretKind<Shape>,
): Promise<v.InferOutput<Shape>> {
  const text = await secretText(client, SecretId, docs);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), text);
  if (!read.success) throw unusable(SecretId, `is not JSON with ${members}`, docs);
  return read.output;
}

async function secretText(client: SecretsManagerClient, SecretId: string, docs: string): Promise<string> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  } catch (error) {
    // A bundle's client knows no class for it (infra/constructs/slim-clients.ts).
    if (error instanceof Error && error.name === 'ResourceNotFoundException')
      throw unusable(SecretId, 'does not exist', docs);
    throw error;
  }
}

/** Why a secret is of no use. Nothing that it holds is told. */
export const unusable = (secret: string, why: string, docs: string) =>
  new Refused(
    refuse('conflict', `the secret ${secret} ${why}`, { at: '/secret', remedy: `${docs} says what it holds` }),
  );
