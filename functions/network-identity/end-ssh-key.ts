import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { type OwnSshKey, ownSshKeys } from '#common/own-ssh-keys.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SshKeys } from '#common/store/ssh-keys.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs {
  readonly sshKeys: Pick<SshKeys, 'list' | 'end'>;
  readonly root: () => Promise<Uint8Array>;
  readonly registry: Pick<Registry, 'partners'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Partners that are named in a refusal. */
const NAMED = 5;

/**
 * Ends a key for SFTP: no partner's server is shown it any more. The last that is left is not ended, nor one that a partner's version in force names; partners that name none are shown
 * the next from then on.
 */
export const endSshKey =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const keys = await ownSshKeys(needs, tenant);
    const found = orRefuse(endable(keys, path['generation'] ?? ''));
    const { generation, publicKey, createdAt } = found;
    const partners = await needs.registry.partners(tenant);
    const named = partners.filter(({ channel, sftp }) => channel === 'sftp' && sftp?.keyGeneration === generation);
    if (named.length > 0)
      orRefuse(
        refuse('conflict', `${named.length} partners are logged in at with key ${generation}: ${namesOf(named)}`, {
          remedy: 'have their versions name another in `sftp.keyGeneration` first',
        }),
      );
    const at = needs.now().toISOString();
    const ended = { generation, publicKey, ...(createdAt !== undefined && { createdAt }), endedAt: at };
    const entry = entryOf(request, at, 'network-ssh-key-ended', `network-ssh-key ${generation}`, {
      detail: { publicKey },
    });
    if ((await needs.sshKeys.end(tenant, ended, auditPut(needs.registryTable, tenant, entry))) === 'lost')
      orRefuse(hasEnded(generation));
    return { status: 204 };
  };

function endable(keys: readonly OwnSshKey[], wanted: string) {
  const found = keys.find(({ generation }) => String(generation) === wanted);
  if (found === undefined)
    return refuse('not-found', `there is no generation ${wanted}`, {
      at: 'generation',
      remedy: 'GET /api/network/identity',
    });
  if (found.endedAt !== undefined) return hasEnded(found.generation);
  if (keys.every((one) => one === found || one.endedAt !== undefined))
    return refuse('conflict', `key ${wanted} is the only one`, {
      remedy: `make the next first: PUT /api/network/identity/ssh/${(keys[0]?.generation ?? 1) + 1}`,
    });
  return found;
}

const hasEnded = (generation: number) =>
  refuse('conflict', `key ${generation} has ended before`, {
    remedy: 'nothing is left to do: GET /api/network/identity',
  });

const namesOf = (partners: readonly { readonly partner: string }[]) =>
  partners
    .slice(0, NAMED)
    .map(({ partner }) => partner)
    .join(', ') + (partners.length > NAMED ? ' and others' : '');
