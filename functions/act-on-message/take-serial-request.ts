import { deliveryId } from '#common/delivery-id.ts';
import { type DrawNeeds, drawSerials } from '#common/draw-serials.ts';
import { takes } from '#common/inbound/answer-sender.ts';
import type { Turned } from '#common/inbound/inbound-turn.ts';
import { glnNamed } from '#common/inbound/parties.ts';
import type { MappingNeeds } from '#common/mapping/write-by-mapping.ts';
import { messageDelivery } from '#common/production/message-delivery.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { sha256 } from '#common/sha256.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { ID } from '#shared/id.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { SerialBlock, SerialRequest } from '#shared/messages/site-api.ts';
import { mayNotDraw } from '#shared/production/packer-rule.ts';
import { refuse } from '#shared/refusal.ts';
import { choosePool } from '#shared/serials/choose-pool.ts';
import { partsOfBlock } from '#shared/serials/parts-of-block.ts';
import { type FindOrderNeeds, findOrder, orderNumberOf } from './find-order.ts';
import { saidInMessage } from './in-message.ts';
import { accepted, refusedFor } from './refused-for.ts';
import { mustBeSame } from './same-request.ts';

export interface SerialsNeeds extends DrawNeeds, FindOrderNeeds, Pick<MappingNeeds, 'mappings'> {
  readonly pools: DrawNeeds['pools'] & Pick<SerialPools, 'issuersOf'>;
  readonly registry: FindOrderNeeds['registry'] & Pick<Registry, 'product'>;
  readonly deliveries: Pick<Deliveries, 'plan'>;
  /** Queue `partner`. */
  readonly wakePartner: SendToQueue;
}

/** The delivery of one part of a block's numbers. */
export const responseId = (partner: string, block: string, part: number): string =>
  deliveryId('serial-response', partner, block, String(part));

/** Who sent a message, and as what it is kept. */
export interface Sender {
  readonly document: InboundDocument;
  readonly partner: Partner;
}

type Asked = ContentOf<'serial-request'>;

/** Numbers of one answer; more go in several. */
export const NUMBERS_OF_ONE = 100_000;

/**
 * Draws the numbers that a partner asks for, as a block that is the partner's, and plans the answers that bring them. The partner's own id names the request: asking again
 * draws nothing, and says the same.
 */
export async function takeSerialRequest(
  needs: SerialsNeeds,
  { document, partner }: Sender,
  asked: Asked,
): Promise<Turned> {
  const { tenant } = document;
  if (!(await takes(needs, tenant, partner, 'serial-response'))) return refusedFor(cannotBeTold);
  // First of all: numbers that were drawn are told, whatever has become of their order, their pool and the partner's rights since.
  const earlier = await needs.blocks.get(tenant, requestIdOf(partner.partner, asked.requestId));
  const drawn = earlier === undefined ? await draw(needs, tenant, { partner, asked }) : { earlier };
  if ('earlier' in drawn) await mustBeSame(needs, { tenant, partner: partner.partner }, drawn.earlier, asked);
  const block = 'earlier' in drawn ? drawn.earlier : drawn.block;
  await planAnswers(needs, document, { block, partner, requestId: asked.requestId });
  return accepted();
}

/**
 * Judges a request that is new, and draws its numbers; answers the block as it is kept where another turn was faster.
 *
 * @throws Refused for what the partner may not draw, and where it cannot be drawn
 */
async function draw(needs: SerialsNeeds, tenant: string, { partner, asked }: Omit<Told, 'lot'>) {
  const lot = await orderOf(needs, tenant, partner, asked);
  const { wanted, pool } = await wantedOf(needs, tenant, { partner, asked, lot });
  const gtin = pool.kind === 'sscc' ? lot?.gtin : pool.gtin;
  const { site, count, order } = wanted;
  const ordered = await levelsOf(needs, tenant, lot);
  const wish = { partner: partner.partner, count, order, gtin, lot: lot?.lot, pool: pool.id, site, ordered };
  const forbidden = mayNotDraw(partner.packs, wish);
  if (forbidden !== undefined) throw new Refused(forbidden);
  const who = { tenant, home: tenant, caller: `partner ${partner.partner}` };
  return await saidInMessage(() => drawSerials(needs, who, wanted, async () => mustBeOpen(lot)));
}

/** GTINs of what is packed for an order: of its product, and of the levels that its packaging has by the version in force. */
async function levelsOf({ registry }: SerialsNeeds, tenant: string, lot: Lot | undefined): Promise<readonly string[]> {
  if (lot === undefined) return [];
  const product = await registry.product(tenant, lot.gtin);
  return [lot.gtin, ...(product?.packaging ?? []).map(({ gtin }) => gtin)];
}

const cannotBeTold = refuse('unsupported', 'no channel and mapping are agreed by which numbers are sent to you', {
  at: '/SerialRequest',
  rule: 'Seriate: numbers go out as SerialResponse, by the mapping and the channel of a partner',
  remedy: 'ask us to agree on a mapping of serial exchange for what goes out, with the message serial-response',
});

async function orderOf(needs: FindOrderNeeds, tenant: string, partner: Partner, asked: Asked) {
  const name = { order: orderNumberOf(asked), lot: asked.lot, gtin: asked.objectKey.gtin };
  return await findOrder(needs, { tenant, partner }, name, '/SerialRequest');
}

/** Numbers are drawn for what is still to be packed. */
function mustBeOpen(lot: Lot | undefined): void {
  if (lot === undefined || lot.state === 'assigned') return;
  throw new Refused(
    refuse('conflict', `order ${lot.order} is ${lot.state}`, {
      at: '/SerialRequest/Lot',
      rule: 'Seriate: numbers are drawn for orders that are still to be packed',
      remedy: 'ask for numbers of an order that is open',
    }),
  );
}

interface Told {
  readonly partner: Partner;
  readonly asked: Asked;
  readonly lot: Lot | undefined;
}

async function wantedOf(needs: SerialsNeeds, tenant: string, { partner, asked, lot }: Told) {
  const { idType, objectKey, size, requestId, location } = asked;
  const space = idType === 'GTIN' ? objectKey.gtin : objectKey.ssccPrefix;
  const own = idType === 'GTIN' ? space === lot?.gtin && lot?.pool : space === undefined && lot?.ssccPool;
  if (space === undefined && !own) orRefuse(unnamed(idType));
  const pools = own ? [await needs.pools.get(tenant, own)] : await needs.pools.issuersOf(tenant, [space ?? '']);
  const pool = orRefuse(choosePool(pools, size, objectKey.market));
  const wanted: SerialRequest = {
    requestId: requestIdOf(partner.partner, requestId),
    pool: pool.id,
    count: size,
    site: lot?.site ?? (await placeOf(needs, tenant, partner, location)),
    partner: partner.partner,
    ...(lot !== undefined && { order: lot.order }),
    ...(pool.profile !== undefined && { market: pool.profile }),
  };
  return { wanted, pool };
}

const unnamed = (idType: Asked['idType']) =>
  refuse('malformed', `numbers of the type ${idType} are asked for, and not of what`, {
    at: '/SerialRequest/ObjectKey',
    rule: 'Seriate exchange 1.0, docs/partners-mapping.md',
    remedy: idType === 'GTIN' ? 'name the Gtin' : 'name the SsccPrefix, or the order',
  });

/** Where the numbers go to: a location that is the partner's, or the partner itself. */
async function placeOf({ registry }: SerialsNeeds, tenant: string, { partner }: Partner, location?: string) {
  const gln = location === undefined ? undefined : glnNamed(location);
  if (gln === undefined) return partner;
  const place = await registry.location(tenant, gln);
  if (place?.partner === partner) return gln;
  throw new Refused(
    refuse('not-permitted', `${location} is no location of ${partner}`, {
      at: '/SerialRequest/Location',
      rule: 'Seriate: numbers are given to a place of who asks for them',
      remedy: 'name a place of your own, or ask us to enter it as yours',
    }),
  );
}

/** Ids of one partner say nothing in another's: the partner stands before them. */
const requestIdOf = (partner: string, requestId: string): string => {
  const plain = `${partner}:${requestId}`;
  return ID.test(plain) ? plain : `${partner.slice(0, 24)}:${sha256(`${partner}\n${requestId}`).slice(0, 32)}`;
};

interface Answers {
  readonly block: SerialBlock;
  readonly partner: Partner;
  readonly requestId: string;
}

/** One delivery for each part of the block; a part has one delivery for ever. */
async function planAnswers(
  needs: SerialsNeeds,
  { tenant, receivedAt }: InboundDocument,
  { block, partner, requestId }: Answers,
) {
  for (const [part, { first, last }] of partsOfBlock(block, NUMBERS_OF_ONE).entries()) {
    const message = { family: 'serial-response' as const, block: block.requestId, requestId, first, last };
    const id = responseId(partner.partner, block.requestId, part);
    const at = new Date(receivedAt);
    await needs.deliveries.plan(messageDelivery({ tenant, partner, deliveryId: id, message, at }), needs.now());
    await needs.wakePartner({ tenant, deliveryId: id });
  }
}
