import type { Endpoint } from '#common/http.ts';
import { type KeyNeeds, ownSshKeys, usualKey } from '#common/own-ssh-keys.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import { tellIdentities } from './tell-identity.ts';
import { tellSshKeys } from './tell-ssh-keys.ts';

interface Needs {
  readonly identities: Pick<NetworkIdentities, 'list'>;
  readonly sshKeys: KeyNeeds['sshKeys'];
  readonly root: () => Promise<Uint8Array>;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** What partners are given to reach the tenant and to know it by: names, certificates, the public SSH key. */
export const showIdentity =
  ({ identities, sshKeys, root, publicUrl, now }: Needs): Endpoint =>
  async ({ tenant }) => {
    const keys = await ownSshKeys({ sshKeys, root }, tenant);
    const { publicKey = '', fingerprint = '' } = usualKey(keys) ?? {};
    const as2 = tellIdentities(await identities.list(tenant), now());
    return {
      status: 200,
      body: { as2Url: `${publicUrl}/as2`, as2, ssh: { publicKey, fingerprint, keys: tellSshKeys(keys) } },
    };
  };
