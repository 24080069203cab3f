import { orRefuse } from '#common/refused.ts';
import type { SshKeys } from '#common/store/ssh-keys.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * Our key for SFTP that a version names is there and has not ended: the partner's server would be shown none.
 *
 * @param generation undefined where none is named
 * @throws Refused otherwise
 */
export async function mustHaveKey(
  { sshKeys }: { readonly sshKeys: Pick<SshKeys, 'list'> },
  tenant: string,
  generation: number | undefined,
): Promise<void> {
  if (generation === undefined) return;
  const key = (await sshKeys.list(tenant)).find((one) => one.generation === generation);
  // The first is derived, and has no row before it is named or ended.
  if (key === undefined ? generation === 1 : key.endedAt === undefined) return;
  orRefuse(
    refuse('conflict', `our SSH key ${generation} ${key === undefined ? 'does not exist' : 'has ended'}`, {
      at: '/sftp/keyGeneration',
      remedy: 'name another: GET /api/network/identity lists them',
    }),
  );
}
