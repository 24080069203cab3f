import { glnNamed, isPartners, isTenants } from '#common/inbound/parties.ts';
import type { Registry, Tenant } from '#common/store/registry.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Parties of a source or destination; places say nothing about whose the goods are. */
const parties: readonly string[] = ['owning_party', 'possessing_party'];
const headerRule = 'GS1 Standard Business Document Header 1.3, Sender and Receiver';

/** What of a document's header is foreign: it says that somebody else sent it, or that it is for somebody else. What is named by no GLN cannot be told. */
export async function foreignHead(
  { registry, tenant, partner }: { registry: Pick<Registry, 'location'>; tenant: Tenant; partner: Partner },
  { sender, receiver }: Pick<EpcisHead, 'sender' | 'receiver'>,
): Promise<Refusal[]> {
  const [from, to] = [sender && glnNamed(sender), receiver && glnNamed(receiver)];
  const refusals: Refusal[] = [];
  if (from !== undefined && from !== '' && !isPartners(partner)(from))
    refusals.push(
      refuse(
        'not-permitted',
        `the header names ${sender} as sender, and that is not ${partner.name} (${partner.party})`,
        {
          at: 'Sender',
          rule: headerRule,
          remedy: 'send it by the channel of its sender, or name yourself: a GLN of your own company prefix',
        },
      ),
    );
  const isOurs = to === undefined || to === '' || isTenants(tenant)(to) || (await registry.location(tenant.tenant, to));
  if (!isOurs)
    refusals.push(
      refuse(
        'not-permitted',
        `the header names ${receiver} as receiver, and that is not ${tenant.name} (${tenant.party})`,
        {
          at: 'Receiver',
          rule: headerRule,
          remedy: `send it to its receiver; ours is ${tenant.gln}`,
        },
      ),
    );
  return refusals;
}

/** What of an event is foreign: goods come to us, and from somebody else than who tells it. Sources of earlier trades are history, and may be anybody. */
export function foreignEvent(
  { tenant, partner }: { tenant: Tenant; partner: Partner },
  { bizStep, sourceList = [], destinationList = [] }: EpcisEvent,
  index: number,
): Refusal[] {
  if (bizStep !== 'shipping') return [];
  const sources = sourceList.flatMap(({ type, source }) => (parties.includes(type) ? (glnNamed(source) ?? []) : []));
  const targets = destinationList.flatMap(({ type, destination }) =>
    parties.includes(type) ? (glnNamed(destination) ?? []) : [],
  );
  const toUs = targets.some(isTenants(tenant));
  if (!toUs || sources.length === 0 || sources.some(isPartners(partner))) return [];
  return [
    refuse('not-permitted', `event ${index} ships to us from ${sources[0]}, and that is not ${partner.name}`, {
      at: `event ${index}`,
      rule: 'CBV 2.0 §7.4.2: the source of a shipment is who hands over or sells',
      remedy: 'name yourself among the sources, or have the shipper send it',
    }),
  ];
}
