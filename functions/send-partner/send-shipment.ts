import { cannotYet } from '#common/channels/cannot-yet.ts';
import { carryFrozen } from '#common/channels/carry-frozen.ts';
import { type HttpNeeds, httpOpeners, type Openers, openChannel } from '#common/channels/open-channel.ts';
import { writeOnly } from '#common/freeze-message.ts';
import { isOfMapping } from '#common/mapping/mapping-in-force.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Postponed, RunNeeds, Tried } from '#common/run-delivery.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Carrier, carrierOf } from '#shared/network/channel-kinds.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { follows } from './follows.ts';
import { isOpenYet, type MessageNeeds, writeMessage } from './write-message.ts';
import { type WriteNeeds, writeShipment } from './write-shipment.ts';

export interface SendNeeds extends WriteNeeds, RunNeeds, HttpNeeds {
  // Both are needed whole.
  readonly deliveries: RunNeeds['deliveries'];
  readonly registry: WriteNeeds['registry'] & Pick<Registry, 'partner'>;
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
  /** What it takes to write messages that are no events. */
  readonly messages?: MessageNeeds;
  /** Channels beside those of HTTP. */
  readonly others?: Openers;
  /** Queues of those who carry what is written here. */
  readonly carriers?: Partial<Readonly<Record<Carrier, SendToQueue>>>;
}

/**
 * One turn with a partner: the shipment, or what takes one back, is written once in the form the partner wants, and handed over by its channel, or to whom carries
 * that. What it took in for now, it is asked for.
 */
export const sendShipment = (needs: SendNeeds) => {
  const open = openChannel({ ...httpOpeners(needs), ...needs.others });
  const carry = async (claim: Claim, seen?: Partner): Promise<Tried | Postponed> => {
    const { tenant, partner: id, state } = claim.delivery;
    const partner = seen ?? (id === undefined ? undefined : await needs.registry.partner(tenant, id));
    if (partner === undefined) return cannotYet(noPartner(id));
    const write = () => writeOne(needs, claim.delivery, partner);
    const blocked = state === 'sent' ? undefined : await notYet(needs, claim.delivery);
    if (blocked !== undefined) return blocked;
    const carrier = carrierOf[partner.channel];
    if (carrier !== 'partner') return handOn(needs, claim, carrier, write);
    const channel = await open(tenant, partner);
    return isRefusal(channel) ? cannotYet(channel) : carryFrozen(needs, claim, channel, write);
  };
  return (claim: Claim, seen?: Partner) => carry(claim, seen).catch(untilMapped);
};

const noPartner = (id: string | undefined) =>
  refuse('not-found', `no partner ${id} is in force`, { remedy: 'have a version of it approved' });

/** What could not be written because its mapping is out of force was not sent either: it waits for that, as for a channel. */
function untilMapped(error: unknown): Tried {
  if (error instanceof Refused && isOfMapping(error.refusal)) return cannotYet(error.refusal);
  throw error;
}

const notYet = async (needs: SendNeeds, delivery: Delivery): Promise<Postponed | undefined> =>
  (await follows(needs.deliveries, delivery)) ?? (needs.messages && (await isOpenYet(needs.messages, delivery)));

function writeOne(needs: SendNeeds, delivery: Delivery, partner: Partner) {
  const { message } = delivery.subject;
  if (message === undefined) return writeShipment(needs, delivery, partner);
  const messages = orRefuse(needs.messages ?? refuse('unsupported', `${message.family} is not known to this sender`));
  return writeMessage(messages, delivery, partner, message);
}

/** The row stays ours: who carries is woken now, and by us again whenever the row is swept. */
async function handOn(
  needs: SendNeeds,
  claim: Claim,
  carrier: Carrier,
  write: Parameters<typeof writeOnly>[2],
): Promise<Postponed> {
  const next = needs.carriers?.[carrier];
  if (next === undefined) throw new Error(`nobody carries by ${carrier} here`);
  if (claim.delivery.frozen === undefined) await writeOnly(needs, claim, write);
  return { postponed: `is written, and goes by ${carrier}`, wait: 0, next };
}
