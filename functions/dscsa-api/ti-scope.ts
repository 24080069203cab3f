import { Refused } from '#common/refused.ts';
import { readGtin } from '#shared/gs1/gtin.ts';
import { identify } from '#shared/gs1/identify.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { mustKnowPartner } from './must-know-partner.ts';
import type { ApiNeeds } from './needs.ts';

interface Scope {
  readonly packs: readonly string[];
  readonly lots: readonly { readonly gtin: string }[];
  readonly shipments: readonly string[];
}

const rule = 'FD&C Act 582(b)(1)(B)';

/** A partner that asks is one of ours. @throws Refused `malformed`, or `not-found` for one that nobody knows */
export async function mustBeSomebodys(
  needs: Pick<ApiNeeds, 'registry'>,
  tenant: string,
  { from, partner }: { readonly from: string; readonly partner?: string | undefined },
): Promise<void> {
  if (partner !== undefined) return await mustKnowPartner(needs, tenant, partner);
  if (from !== 'partner') return;
  throw new Refused(
    refuse('malformed', 'it is not said which partner asks', { at: '/partner', rule, remedy: 'name the partner' }),
  );
}

/** What is asked about can be looked for. @throws Refused `malformed` for what is no EPC or GTIN, `not-found` for a shipment that there is no event of */
export async function mustBeThere(
  { eventsById }: Pick<ApiNeeds, 'eventsById'>,
  tenant: string,
  { packs, lots, shipments }: Scope,
): Promise<void> {
  for (const [i, epc] of packs.entries())
    if (identify(epc).kind === 'other')
      throw new Refused(
        refuse('malformed', `${epc} names no pack and no logistic unit`, {
          at: `/packs/${i}`,
          rule: 'GS1 EPC Tag Data Standard, SGTIN and SSCC',
          remedy: 'write its EPC, as URN or Digital Link with the serial',
        }),
      );
  for (const [i, { gtin }] of lots.entries()) {
    const read = readGtin(gtin);
    if (isRefusal(read)) throw new Refused({ ...read, at: `/lots/${i}/gtin` });
  }
  // One after the other: an event may name tens of thousands of things.
  for (const [i, id] of shipments.entries())
    if ((await eventsById(tenant, [id])).length === 0)
      throw new Refused(
        refuse('not-found', `no event ${id}`, {
          at: `/shipments/${i}`,
          rule,
          remedy: 'name shipping events by their ids; GET /epcis/events finds them',
        }),
      );
}
