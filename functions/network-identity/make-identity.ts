import { makeCertificate } from '#common/as2/own-certificate.ts';
import { sealedKey } from '#common/as2/own-identity.ts';
import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import { newAs2Identity } from '#shared/messages/network-identity-api.ts';
import { refuse } from '#shared/refusal.ts';
import { tellIdentities } from './tell-identity.ts';

interface Needs {
  readonly identities: Pick<NetworkIdentities, 'list' | 'ownerOf' | 'add'>;
  readonly root: () => Promise<Uint8Array>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Keys that may be in use at a time: each is tried on what comes in. */
const MOST = 4;

/**
 * Makes the tenant's first key and certificate for AS2, or the next: it signs from the time that is said, and decrypts at once; earlier ones go on decrypting until they
 * are ended, so that partners can change over one by one.
 */
export const makeIdentity =
  ({ identities, root, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { as2Id, signsFrom } = read(newAs2Identity, json(request));
    const at = now();
    const createdAt = at.toISOString();
    const owner = await identities.ownerOf(as2Id);
    if (owner !== undefined && owner !== tenant) orRefuse(taken(as2Id));
    const before = await identities.list(tenant);
    if (before.filter(({ endedAt }) => endedAt === undefined).length >= MOST)
      orRefuse(
        refuse('conflict', `${MOST} keys are in use`, {
          remedy: 'end an earlier one: DELETE /api/network/identity/{generation}',
        }),
      );
    const generation = (before[0]?.generation ?? 0) + 1;
    const { certificate, key } = await makeCertificate(as2Id, at);
    const identity = {
      generation,
      as2Id,
      certificate,
      sealedKey: await sealedKey(root, tenant, generation, key),
      signsFrom: signsFrom === undefined ? createdAt : new Date(signsFrom).toISOString(),
      createdAt,
      createdBy: request.caller,
    };
    const detail = { as2Id, signsFrom: identity.signsFrom, certificate };
    const entry = entryOf(request, createdAt, 'network-identity-made', `network-identity ${generation}`, { detail });
    if ((await identities.add(tenant, identity, auditPut(registryTable, tenant, entry))) === 'lost')
      orRefuse(refuse('conflict', 'somebody else made one at the same time', { remedy: 'GET /api/network/identity' }));
    const [told] = tellIdentities([identity, ...before], at);
    return { status: 201, body: told };
  };

const taken = (as2Id: string) =>
  refuse('conflict', `the AS2 name ${as2Id} belongs to another tenant of this installation`, {
    at: '/as2Id',
    rule: 'Seriate AS2: a name is one tenant’s, for documents find their way by it',
    remedy: 'take another name',
  });
