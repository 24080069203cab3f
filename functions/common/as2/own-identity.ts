import { deriveKey } from '#common/root-secret.ts';
import { seal, unseal } from '#common/seal.ts';
import type { NetworkIdentities, NetworkIdentity } from '#common/store/network-identities.ts';
import type { OwnKey } from './decrypt-cms.ts';

/** What a tenant is in AS2 at a time. */
export interface As2Identity {
  /** The name that it has now; earlier ones may still be written to. */
  readonly as2Id: string;
  readonly signer: OwnKey;
  /** All that have not ended: any of them may have been encrypted for. */
  readonly keys: readonly OwnKey[];
}

/** Undefined for a tenant that has none. */
export type As2IdentityOf = (tenant: string, at: Date) => Promise<As2Identity | undefined>;

interface Needs {
  readonly identities: Pick<NetworkIdentities, 'list'>;
  readonly root: () => Promise<Uint8Array>;
}

const keyFor = async (root: Needs['root'], tenant: string, generation: number) =>
  deriveKey(await root(), `as2-identity#${tenant}#${generation}`);

/** A private key as it is stored: a row that is copied to another tenant or generation does not open. @param key PEM */
export const sealedKey = async (root: Needs['root'], tenant: string, generation: number, key: string) =>
  seal(await keyFor(root, tenant, generation), key);

export const as2IdentityOf =
  ({ identities, root }: Needs): As2IdentityOf =>
  async (tenant, at) => {
    const all = await identities.list(tenant);
    const current = signingAt(all, at);
    if (current === undefined) return undefined;
    const opened = new Map<number, OwnKey>();
    for (const { generation, certificate, sealedKey: text, endedAt } of all) {
      if (text === undefined || endedAt !== undefined) continue;
      const key = unseal(await keyFor(root, tenant, generation), text);
      if (key === undefined) throw new Error(`generation ${generation} of the AS2 identity of ${tenant} does not open`);
      opened.set(generation, { certificate, key });
    }
    const signer = opened.get(current.generation);
    return signer && { as2Id: current.as2Id, signer, keys: [...opened.values()] };
  };

/** The generation that signs: the latest whose time has come. The first of all signs even before it. */
export function signingAt(all: readonly NetworkIdentity[], at: Date): NetworkIdentity | undefined {
  const living = all.filter(({ endedAt }) => endedAt === undefined);
  return living.find(({ signsFrom }) => Date.parse(signsFrom) <= at.getTime()) ?? living.at(-1);
}
