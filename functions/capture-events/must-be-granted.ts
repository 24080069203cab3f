import { type Granted, mustTouch } from '#common/principal.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { lotsOf } from '#common/store/lots-of.ts';
import { unitCode } from '#common/store/unit-code.ts';
import { type GrantScope, isWide, type Touched } from '#shared/access/grant.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import type { LineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { LineAddress } from '#shared/messages/topics.ts';
import { refuse } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

/**
 * A line writes to its own tenant's ledger, or to that of an owner who lets its tenant, as far as he lets it: of his products, lots and sites.
 * Containers are of no product and are written with what is in them.
 *
 * @throws Refused `not-permitted`
 */
export async function mustBeGranted(
  granted: Granted,
  { tenant: home, site }: LineAddress,
  said: LineMessage,
): Promise<void> {
  const { owner: tenant } = said;
  if (tenant === home) return;
  const within = await granted(tenant, home, 'events:capture');
  if (within === false)
    throw new Refused(
      refuse('not-permitted', `tenant ${home} holds no grant from ${tenant} for events:capture`, {
        at: '/owner',
        remedy: `an administrator of ${tenant} can grant it: PUT /api/grants/${home}`,
      }),
    );
  if (within === true || isWide(within)) return;
  mustReach(within, { tenant, home, site }, said);
}

function mustReach(
  within: GrantScope,
  { site, ...who }: { tenant: string; home: string; site: string },
  said: LineMessage,
) {
  for (const touched of touchedBy(said)) mustTouch({ ...who, within }, { ...touched, site });
}

/** Products and lots of a message. */
function touchedBy(said: LineMessage): Touched[] {
  if (said.kind === 'lot-report') return [lotOf(said.report)];
  if (said.kind === 'lot-fates') return [lotOf(said.fates)];
  const text = typeof said.document === 'string' ? said.document : JSON.stringify(said.document ?? null);
  return orRefuse(readJsonDocument(text)).events.flatMap((event): Touched[] => {
    const mentions = mentionsOf(event);
    const codes = mentions.map(({ epc }) => unitCode(epc));
    const gtins = new Set(codes.flatMap((code) => (code?.kind === 'sgtin' ? [code.gtin] : [])));
    return [...[...gtins].map((gtin) => ({ gtin })), ...lotsOf(event, mentions)];
  });
}

const lotOf = ({ gtin, lot }: { gtin: string; lot: string }): Touched => ({ gtin, lot });
