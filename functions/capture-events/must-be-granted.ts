import { type Granted, mustTouch } from '#common/principal.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { type GrantScope, isWide, type Touched } from '#shared/access/grant.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import type { LineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { LineAddress } from '#shared/messages/topics.ts';
import { refuse } from '#shared/refusal.ts';
import { touchedBy } from './touched-by.ts';

export interface GrantNeeds {
  readonly granted: Granted;
  readonly unitEvents: UnitEvents;
}

/**
 * A line writes to its own tenant's ledger, or to that of an owner who lets its tenant, as far as he lets it: of his products, lots and sites.
 * Containers are of the products and lots that were packed into them.
 *
 * @throws Refused `not-permitted`
 */
export async function mustBeGranted(
  { granted, unitEvents }: GrantNeeds,
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
  await mustReach(unitEvents, within, { tenant, home, site }, said);
}

async function mustReach(
  unitEvents: UnitEvents,
  within: GrantScope,
  { site, ...who }: { tenant: string; home: string; site: string },
  said: LineMessage,
): Promise<void> {
  const must = (touched: Touched) => mustTouch({ ...who, within }, { ...touched, site });
  if (said.kind === 'lot-report') return must(lotOf(said.report));
  if (said.kind === 'lot-fates') return must(lotOf(said.fates));
  const text = typeof said.document === 'string' ? said.document : JSON.stringify(said.document ?? null);
  const { events } = orRefuse(readJsonDocument(text));
  const all = narrowsGoods(within)
    ? await touchedBy(unitEvents, who.tenant, events, within.lots !== undefined)
    : events.map(() => ({ touched: [] }));
  for (const [i, { touched }] of all.entries()) {
    if (touched.length === 0 && within.gtins !== undefined) throw touchesNothing(who, i);
    for (const one of touched.length === 0 ? [{}] : touched) must(one);
  }
}

/** Otherwise what an event names, and what is in it, decides nothing. */
const narrowsGoods = ({ gtins, lots }: GrantScope): boolean => gtins !== undefined || lots !== undefined;

const touchesNothing = ({ tenant, home }: { tenant: string; home: string }, i: number) =>
  new Refused(
    refuse('not-permitted', `the grant of ${tenant} is narrowed to products, and event ${i} names none`, {
      at: `/document/epcisBody/eventList/${i}`,
      remedy: `send a container with what is packed into it, in one message or after it; or ask for PUT /api/grants/${home} without a scope`,
    }),
  );

const lotOf = ({ gtin, lot }: { gtin: string; lot: string }): Touched => ({ gtin, lot });
