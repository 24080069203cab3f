import { signingAt } from '#common/as2/own-identity.ts';
import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs {
  readonly identities: Pick<NetworkIdentities, 'list' | 'end'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Ends an earlier key for AS2: what partners still encrypt for it is read no more. The one that signs is not ended; another is made first. */
export const endIdentity =
  ({ identities, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const wanted = path['generation'] ?? '';
    const all = await identities.list(tenant);
    const found = orRefuse(
      all.find(({ generation }) => String(generation) === wanted) ??
        refuse('not-found', `there is no generation ${wanted}`, {
          at: 'generation',
          remedy: 'GET /api/network/identity',
        }),
    );
    const at = now();
    const { generation, as2Id } = found;
    if (generation === signingAt(all, at)?.generation)
      orRefuse(
        refuse('conflict', `generation ${generation} is the one that signs`, {
          remedy: 'make the next: POST /api/network/identity, and end this one when partners have changed over',
        }),
      );
    const entry = entryOf(request, at.toISOString(), 'network-identity-ended', `network-identity ${wanted}`, {
      detail: { as2Id },
    });
    const ended = await identities.end(tenant, generation, at, auditPut(registryTable, tenant, entry));
    if (ended === 'lost') orRefuse(refuse('conflict', `generation ${generation} has ended before`));
    return { status: 204 };
  };
