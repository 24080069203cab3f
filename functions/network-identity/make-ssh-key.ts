import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { newSshKey, type OwnSshKey, ownSshKeys, usualKey } from '#common/own-ssh-keys.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { fingerprintOf } from '#common/ssh-identity.ts';
import { auditPut } from '#common/store/audit.ts';
import type { SshKeys } from '#common/store/ssh-keys.ts';
import { refuse } from '#shared/refusal.ts';
import { tellSshKeys } from './tell-ssh-keys.ts';

interface Needs {
  readonly sshKeys: Pick<SshKeys, 'list' | 'add'>;
  readonly root: () => Promise<Uint8Array>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Keys that may be in use at a time. */
const MOST = 4;

/**
 * Makes the next key for SFTP. Partners are still shown the one before, until their version names this one or that one is ended, so that they can change over one by one. Asked
 * again for one that is there it tells that.
 */
export const makeSshKey =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const wanted = path['generation'] ?? '';
    const before = await ownSshKeys(needs, tenant);
    if (before.some(({ generation }) => String(generation) === wanted))
      return { status: 200, body: told(before, Number(wanted)) };
    const generation = orRefuse(nextOf(before, wanted));
    const at = needs.now().toISOString();
    const key = newSshKey(await needs.root(), tenant, generation, at);
    const { publicKey = '', createdAt = at } = key;
    const entry = entryOf(request, at, 'network-ssh-key-made', `network-ssh-key ${generation}`, {
      detail: { publicKey },
    });
    const added = await needs.sshKeys.add(tenant, key, auditPut(needs.registryTable, tenant, entry));
    if (added === 'lost') return { status: 200, body: told(await ownSshKeys(needs, tenant), generation) };
    const fresh = { generation, publicKey, fingerprint: fingerprintOf(publicKey), createdAt };
    return { status: 201, body: told([fresh, ...before], generation) };
  };

function nextOf(before: readonly OwnSshKey[], wanted: string) {
  const next = (before[0]?.generation ?? 0) + 1;
  if (wanted !== String(next))
    return refuse('not-found', `there is no generation ${wanted}, and the next is ${next}`, {
      at: 'generation',
      remedy: `PUT /api/network/identity/ssh/${next} makes it`,
    });
  if (before.filter(({ endedAt }) => endedAt === undefined).length >= MOST)
    return refuse('conflict', `${MOST} keys are in use`, {
      remedy: `end an earlier one: DELETE /api/network/identity/ssh/${usualKey(before)?.generation}`,
    });
  return next;
}

function told(keys: readonly OwnSshKey[], wanted: number) {
  const found = tellSshKeys(keys).find(({ generation }) => generation === wanted);
  if (found === undefined)
    throw new Refused(refuse('busy', 'the keys were changed by others', { remedy: 'send it again' }));
  return found;
}
