import type { Endpoint } from '#common/http.ts';
import { sshIdentity } from '#common/ssh-identity.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import { tellIdentities } from './tell-identity.ts';

interface Needs {
  readonly identities: Pick<NetworkIdentities, 'list'>;
  readonly root: () => Promise<Uint8Array>;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** What partners are given to reach the tenant and to know it by: names, certificates, the public SSH key. */
export const showIdentity =
  ({ identities, root, publicUrl, now }: Needs): Endpoint =>
  async ({ tenant }) => {
    const { publicKey, fingerprint } = sshIdentity(await root(), tenant);
    const as2 = tellIdentities(await identities.list(tenant), now());
    return { status: 200, body: { as2Url: `${publicUrl}/as2`, as2, ssh: { publicKey, fingerprint } } };
  };
