import { signingAt } from '#common/as2/own-identity.ts';
import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { ATTEMPTS, pause } from '#common/store/backoff.ts';
import type { NetworkIdentities, NetworkIdentity } from '#common/store/network-identities.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs {
  readonly identities: Pick<NetworkIdentities, 'list' | 'nameOf' | 'end'>;
  readonly registry: Pick<Registry, 'partners'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/**
 * Ends an earlier key for AS2: what partners still encrypt for it is read no more. With the last key of a name the name is given back, and another tenant may take it. The
 * key that signs is not ended; another is made first.
 */
export const endIdentity =
  (needs: Needs): Endpoint =>
  async (request) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) await pause(attempt);
      if ((await end(needs, request)) === 'ended') return { status: 204 };
    }
    throw new Refused(refuse('busy', `others changed the keys ${ATTEMPTS} times`, { remedy: 'send it again' }));
  };

async function end({ identities, registry, registryTable, now }: Needs, request: Request): Promise<'ended' | 'lost'> {
  const { tenant, path } = request;
  const wanted = path['generation'] ?? '';
  const { as2Id } = endable(await identities.list(tenant), wanted, now());
  const name = await identities.nameOf(as2Id);
  // Only what is read after the name tells whether this is the last of it.
  const all = await identities.list(tenant);
  const at = now();
  const { generation } = endable(all, wanted, at);
  const isOther = (one: NetworkIdentity) =>
    one.generation !== generation && one.endedAt === undefined && one.as2Id === as2Id;
  const isLast = !all.some(isOther);
  if (isLast) mustBeNamedByNobody(as2Id, await registry.partners(tenant));
  const entry = entryOf(request, at.toISOString(), 'network-identity-ended', `network-identity ${generation}`, {
    detail: { as2Id, ...(isLast && { nameGivenBack: true }) },
  });
  return identities.end(tenant, { generation, as2Id, name, isLast }, at, auditPut(registryTable, tenant, entry));
}

/** Partners that are written to in a name go on answering to it, whoever has it by then. @throws Refused `conflict` */
function mustBeNamedByNobody(as2Id: string, partners: Awaited<ReturnType<Registry['partners']>>): void {
  const [first] = partners.filter(({ as2 }) => as2?.ownId === as2Id);
  if (first === undefined) return;
  orRefuse(
    refuse('conflict', `partner ${first.partner} is written to in the name ${as2Id}, whose last key this is`, {
      remedy: 'have its version name another in `as2.ownId`, or none, first',
    }),
  );
}

/** @throws Refused where there is none, it has ended, or it signs */
function endable(all: readonly NetworkIdentity[], wanted: string, at: Date): NetworkIdentity {
  const found = orRefuse(
    all.find(({ generation }) => String(generation) === wanted) ??
      refuse('not-found', `there is no generation ${wanted}`, {
        at: 'generation',
        remedy: 'GET /api/network/identity',
      }),
  );
  const { generation, endedAt } = found;
  if (endedAt !== undefined)
    orRefuse(
      refuse('conflict', `generation ${generation} ended at ${endedAt}`, {
        remedy: 'nothing is left to do: GET /api/network/identity',
      }),
    );
  if (generation === signingAt(all, at)?.generation)
    orRefuse(
      refuse('conflict', `generation ${generation} is the one that signs`, {
        remedy: 'make the next: POST /api/network/identity, and end this one when partners have changed over',
      }),
    );
  return found;
}
