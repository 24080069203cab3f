import type { Outbound } from '#common/freeze-message.ts';
import type { writeMessageByMapping } from '#common/mapping/write-by-mapping.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Postponed } from '#common/run-delivery.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { type InboundDocument, isSettled } from '#common/store/inbound-row.ts';
import type { ListedCode } from '#common/store/listed-codes.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { writeBracketedText } from '#shared/gs1/bracketed-text.ts';
import type { ContentOf, OtherMessage } from '#shared/mapping/exchange/families.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { PartnerMessage } from '#shared/production/partner-message.ts';
import { refuse } from '#shared/refusal.ts';
import { within } from '#shared/serials/block-counters.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { writeResult } from './write-result.ts';
import { messageId, told } from './write-shipment.ts';

export interface MessageNeeds {
  /** Writes messages that are no events, by the mapping of who gets them. */
  readonly messageByMapping: ReturnType<typeof writeMessageByMapping>;
  readonly registry: Pick<Registry, 'tenant'>;
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom'>;
  readonly cipher: PoolCipher;
  readonly blocks: Pick<SerialBlocks, 'get'>;
  readonly inbound: Pick<InboundDocuments, 'get'>;
  readonly now: () => Date;
}

/** Seconds until it is looked again whether a document has been read to its end, at least and at most: half as long as it has stood so. One may wait for hours. */
const LOOK_AGAIN = { least: 5, most: 60 };

/** What became of a document is told when it is known, and holds nothing up until then; undefined when it is, and of any other message. */
export async function isOpenYet(
  { inbound, now }: Pick<MessageNeeds, 'inbound' | 'now'>,
  { tenant, subject: { message } }: Delivery,
): Promise<Postponed | undefined> {
  if (message?.family !== 'processing-response' && message?.family !== 'result') return undefined;
  const row = await inbound.get(tenant, message.document);
  if (row === undefined || isSettled(row)) return undefined;
  const stood = (now().getTime() - Date.parse(row.triedAt ?? row.receivedAt)) / 1000;
  const wait = Math.min(LOOK_AGAIN.most, Math.max(LOOK_AGAIN.least, Math.floor(stood / 2)));
  return { postponed: `document ${message.document} is ${row.state}`, wait, aside: true };
}

/**
 * A message that is no events, in the form of its partner's mapping; a result in its own.
 *
 * @throws Refused where the partner has no mapping that knows it
 */
export async function writeMessage(
  needs: MessageNeeds,
  delivery: Delivery,
  partner: Partner,
  message: PartnerMessage,
): Promise<Outbound> {
  const { tenant } = delivery;
  if (message.family === 'result') return writeResult(needs, delivery, partner, message);
  const mapping = orRefuse(partner.mapping?.out ?? unmapped(partner.partner, message.family));
  const own = orRefuse((await needs.registry.tenant(tenant)) ?? refuse('conflict', 'the tenant has no profile'));
  const requestId = messageId(delivery);
  const written = await needs.messageByMapping(tenant, mapping, {
    message: await saidBy(needs, tenant, message),
    sender: own.party,
    receiver: partner.party,
    id: requestId,
    at: needs.now().toISOString(),
  });
  if (!('body' in written)) {
    const [first = refuse('unsupported', 'nothing was written')] = written;
    throw new Refused(written.length < 2 ? first : { ...first, detail: told(written) });
  }
  const headers = { 'content-type': written.contentType };
  const fileName = `${message.family}-${requestId}.${written.fileExtension}`;
  return { requestId, method: 'POST', path: '', headers, body: written.body, fileName, mapping: written.mapping };
}

const unmapped = (partner: string, family: string) =>
  refuse('unsupported', `partner ${partner} has no mapping for what it is sent, and ${family} is no EPCIS`, {
    remedy: 'name a mapping of serial exchange in the partner’s version, and resend it',
  });

type Mapped = Exclude<PartnerMessage, { readonly family: 'result' }>;

async function saidBy(needs: MessageNeeds, tenant: string, message: Mapped): Promise<OtherMessage> {
  switch (message.family) {
    case 'production-order':
      return message;
    case 'serial-response':
      return { family: message.family, content: await numbersOf(needs, tenant, message) };
    case 'processing-response': {
      const row = orRefuse(
        (await needs.inbound.get(tenant, message.document)) ??
          refuse('not-found', `document ${message.document} is gone`),
      );
      return { family: message.family, content: outcomeOf(row) };
    }
  }
}

type Numbers = Extract<PartnerMessage, { readonly family: 'serial-response' }>;

/** Numbers of a block that it held when it was given; what came back of it since is among them, and stays nobody else's until then. */
async function numbersOf(
  needs: MessageNeeds,
  tenant: string,
  { block: id, requestId, first, last }: Numbers,
): Promise<ContentOf<'serial-response'>> {
  const block = orRefuse((await needs.blocks.get(tenant, id)) ?? refuse('not-found', `no serial request ${id}`));
  const pool = await needs.pools.get(tenant, block.pool);
  const listed: ListedCode[] = [];
  for await (const { serials } of expandSerials(needs, tenant, pool, within(block, { first, last })))
    listed.push(...serials);
  const isWhole = listed.some(({ extra }) => extra !== undefined && Object.keys(extra).length > 0);
  const content = { requestId, objectKey: objectKeyOf(pool) };
  if (!isWhole) return { ...content, serials: listed.map(({ code }) => code) };
  return { ...content, codes: listed.map((one) => inFull(pool, one)) };
}

const objectKeyOf = (pool: Pool) => ({
  ...(pool.kind === 'sscc' ? { ssccPrefix: `${pool.extensionDigit}${pool.companyPrefix}` } : { gtin: pool.gtin }),
  ...(pool.profile !== undefined && { market: pool.profile }),
});

/** What stands on the pack, with its identifiers in brackets: GTIN, serial, and what its issuer gave with it. */
function inFull(pool: Pool, { code, extra = {} }: ListedCode): string {
  const own = pool.kind === 'sscc' ? [] : [{ ai: '01', value: pool.gtin }];
  const more = Object.entries(extra).map(([ai, value]) => ({ ai, value }));
  return orRefuse(writeBracketedText([...own, { ai: pool.kind === 'sscc' ? '00' : '21', value: code }, ...more]));
}

const outcomes = {
  accepted: 'ACCEPTED',
  duplicate: 'ACCEPTED',
  'partly-accepted': 'PARTLY_ACCEPTED',
} as const satisfies Partial<Record<InboundDocument['state'], ContentOf<'processing-response'>['outcome']>>;

/** One whose number nobody could read is named by its file. */
function outcomeOf({ state, problems, controlNumber, fileName }: InboundDocument): ContentOf<'processing-response'> {
  const isTaken = state === 'accepted' || state === 'duplicate' || state === 'partly-accepted';
  return {
    inReplyTo: controlNumber ?? (fileName || 'unnamed'),
    outcome: isTaken ? outcomes[state] : 'REJECTED',
    ...(problems.length > 0 && {
      problems: problems.map(({ code, at, detail, remedy }) => ({
        ...(code !== undefined && { code }),
        ...(at !== undefined && at !== '' && { at: at.slice(0, 400) }),
        detail,
        ...(remedy !== undefined && { remedy }),
      })),
    }),
  };
}
