import { randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { deriveKey } from './root-secret.ts';
import { seal, unseal } from './seal.ts';
import { fingerprintOf, identityOfSeed, type SshIdentity, sshIdentity } from './ssh-identity.ts';
import type { SshKeys, StoredSshKey } from './store/ssh-keys.ts';

export interface KeyNeeds {
  readonly sshKeys: Pick<SshKeys, 'list'>;
  readonly root: () => Promise<Uint8Array>;
}

/** A generation of a tenant's key for SFTP; nothing of it is secret. */
export interface OwnSshKey extends Pick<SshIdentity, 'publicKey' | 'fingerprint'> {
  readonly generation: number;
  readonly createdAt?: string;
  readonly endedAt?: string;
}

/** The key of a generation is sealed for that tenant and generation alone. */
const sealingKey = (root: Uint8Array, tenant: string, generation: number) =>
  deriveKey(root, `ssh-identity#${tenant}#${generation}`);

const commentOf = (tenant: string, generation: number) => `seriate-${tenant}-${generation}`;

/** A new key, made of chance alone: whoever knows an earlier one knows nothing of it. */
export function newSshKey(root: Uint8Array, tenant: string, generation: number, createdAt: string): StoredSshKey {
  const seed = randomBytes(32);
  const { publicKey } = identityOfSeed(seed, commentOf(tenant, generation));
  const sealedKey = seal(sealingKey(root, tenant, generation), seed.toString('base64'));
  return { generation, publicKey, sealedKey, createdAt };
}

/** All generations, the latest first. The first is derived from the root secret, so that every tenant has one. */
export async function ownSshKeys({ sshKeys, root }: KeyNeeds, tenant: string): Promise<OwnSshKey[]> {
  return (await keptKeys({ sshKeys, root }, tenant)).map(({ sealedKey: _, ...told }) => told);
}

/** The generation that a partner is shown whose version names none: the earliest that has not ended. */
export const usualKey = <Key extends Pick<OwnSshKey, 'endedAt'>>(keys: readonly Key[]): Key | undefined =>
  keys.findLast(({ endedAt }) => endedAt === undefined);

/**
 * The private key that a partner's server is shown.
 *
 * @param wanted generation that the partner's version names
 */
export async function privateSshKey(
  needs: KeyNeeds,
  tenant: string,
  wanted: number | undefined,
): Promise<string | Refusal> {
  const keys = await keptKeys(needs, tenant);
  const key = wanted === undefined ? usualKey(keys) : keys.find(({ generation }) => generation === wanted);
  if (key === undefined || key.endedAt !== undefined)
    return refuse('conflict', `our SSH key ${wanted ?? ''} ${key === undefined ? 'does not exist' : 'has ended'}`, {
      remedy: 'name another in `sftp.keyGeneration`: GET /api/network/identity lists them',
    });
  const root = await needs.root();
  if (key.sealedKey === undefined) return sshIdentity(root, tenant).privateKey;
  const seed = unseal(sealingKey(root, tenant, key.generation), key.sealedKey);
  if (seed === undefined) throw new Error(`generation ${key.generation} of the SSH key of ${tenant} does not open`);
  return identityOfSeed(Buffer.from(seed, 'base64'), commentOf(tenant, key.generation)).privateKey;
}

type Kept = OwnSshKey & Pick<StoredSshKey, 'sealedKey'>;

async function keptKeys({ sshKeys, root }: KeyNeeds, tenant: string): Promise<Kept[]> {
  const { publicKey: first } = sshIdentity(await root(), tenant);
  const rows = await sshKeys.list(tenant);
  const all = rows.some(({ generation }) => generation === 1) ? rows : [...rows, { generation: 1 }];
  return all.map((row) => {
    const publicKey = row.publicKey ?? first;
    return { ...row, publicKey, fingerprint: fingerprintOf(publicKey) };
  });
}
