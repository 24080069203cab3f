import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { type OwnSshKey, ownSshKeys, usualKey } from '#common/own-ssh-keys.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { ATTEMPTS, pause } from '#common/store/backoff.ts';
import type { SshKeys } from '#common/store/ssh-keys.ts';
import { refuse } from '#shared/refusal.ts';
import { type ShownNeeds, shownAKey } from './shown-a-key.ts';

interface Needs extends ShownNeeds {
  readonly sshKeys: Pick<SshKeys, 'list' | 'namings' | 'end'>;
  readonly root: () => Promise<Uint8Array>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Partners that are named in a refusal. */
const NAMED = 5;

/**
 * Ends a key for SFTP: no partner's server is shown it any more. The last that is left is not ended, nor one that a partner is shown, now or by a version that comes into force later:
 * whether its server has another only its version says, so that each is moved by itself.
 */
export const endSshKey =
  (needs: Needs): Endpoint =>
  async (request) => {
    const wanted = request.path['generation'] ?? '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) await pause(attempt);
      if ((await endOnce(needs, request, wanted)) === 'stored') return { status: 204 };
    }
    throw new Refused(refuse('busy', `keys were changed by others ${ATTEMPTS} times`, { remedy: 'send it again' }));
  };

/** Going round again is safe: nothing was written, and all is looked at anew. */
async function endOnce(needs: Needs, request: Request, wanted: string): Promise<'stored' | 'lost'> {
  const { tenant } = request;
  const at = needs.now().toISOString();
  // Before partners are read: a version that is approved from here on is met when it is stored.
  const namings = /^[1-9]\d{0,5}$/.test(wanted) ? await needs.sshKeys.namings(tenant, Number(wanted)) : 0;
  const keys = await ownSshKeys(needs, tenant);
  const { key, left } = orRefuse(endable(keys, wanted));
  const { generation, publicKey, createdAt } = key;
  const { byName, usual } = await shownAKey(needs, tenant, generation, at);
  if (byName.length > 0) orRefuse(stillShown(byName, `are logged in at with key ${generation}`));
  if (usual.length > 0 && usualKey(keys)?.generation === generation)
    orRefuse(stillShown(usual, `name no key, and are shown key ${generation}`));
  const ended = { generation, publicKey, ...(createdAt !== undefined && { createdAt }), endedAt: at };
  const entry = entryOf(request, at, 'network-ssh-key-ended', `network-ssh-key ${generation}`, {
    detail: { publicKey },
  });
  const audit = auditPut(needs.registryTable, tenant, entry);
  return needs.sshKeys.end(tenant, ended, { namings, left: left.generation }, audit);
}

const stillShown = (partners: readonly string[], how: string) =>
  refuse('conflict', `${partners.length} partners ${how}: ${namesOf(partners)}`, {
    remedy: 'have their versions name another in `sftp.keyGeneration` first, also those that come into force later',
  });

function endable(keys: readonly OwnSshKey[], wanted: string) {
  const found = keys.find(({ generation }) => String(generation) === wanted);
  if (found === undefined)
    return refuse('not-found', `there is no generation ${wanted}`, {
      at: 'generation',
      remedy: 'GET /api/network/identity',
    });
  if (found.endedAt !== undefined) return hasEnded(found.generation);
  const left = keys.find((one) => one !== found && one.endedAt === undefined);
  if (left === undefined)
    return refuse('conflict', `key ${wanted} is the only one`, {
      remedy: `make the next first: PUT /api/network/identity/ssh/${(keys[0]?.generation ?? 1) + 1}`,
    });
  return { key: found, left };
}

const hasEnded = (generation: number) =>
  refuse('conflict', `key ${generation} has ended before`, {
    remedy: 'nothing is left to do: GET /api/network/identity',
  });

const namesOf = (partners: readonly string[]) =>
  partners.slice(0, NAMED).join(', ') + (partners.length > NAMED ? ' and others' : '');
