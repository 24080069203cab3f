import type { KeepInbound } from '#common/inbound/keep-inbound.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { ChannelAnswer, PartnerChannel, Probed } from './partner-channel.ts';

export interface NetworkNeeds {
  readonly registry: Pick<Registry, 'partners'>;
  readonly keep: KeepInbound;
  readonly inbound: Pick<InboundDocuments, 'get'>;
  readonly now: () => Date;
}

/** What waits for its predecessors, or for its turn to be read, is looked at again every quarter of an hour, in seconds. */
const WAITS = 900;

/**
 * Another tenant of this installation: the document becomes one that came in there. Only where that tenant's own master data has us as a partner of this channel, too:
 * both have agreed, and either ends it by another version.
 */
export function networkChannel(
  needs: NetworkNeeds,
  tenant: string,
  { tenant: to = '' }: Pick<Partner, 'tenant'>,
): PartnerChannel {
  return {
    kind: 'network',
    unhurried: WAITS,
    send: async ({ id, fileName, contentType, body }) => {
      const ours = await agreed(needs, tenant, to);
      // Told as a failure of the partner's: whoever looks at its health sees why nothing reaches it, and can have it tried.
      if (ours === undefined) return { verdict: notAgreed(to) };
      const received = { tenant: to, partner: ours.partner, way: 'network' as const, senderId: nameOf(tenant, id) };
      const kept = await needs.keep({ ...received, fileName, contentType, body, at: needs.now() });
      if (!kept.isSame)
        return { verdict: { verdict: 'rejected', reason: `${to} has another document of the id ${id}` } };
      return { verdict: { verdict: 'received', receipt: kept.documentId } };
    },
    ask: async (receipt, { id }) => {
      const row = await needs.inbound.get(to, receipt);
      if (row === undefined || row.way !== 'network' || row.senderId !== nameOf(tenant, id))
        return { verdict: { verdict: 'unknown' } };
      // The same content under another id: what became of the first is said of both.
      const first = row.duplicateOf === undefined ? undefined : await needs.inbound.get(to, row.duplicateOf);
      return toldBy(first ?? row);
    },
    probe: () => probeNetwork(needs, tenant, to),
  };
}

/** Whether the other tenant has us in force, so that documents flow. */
export const probeNetwork = async (
  needs: Pick<NetworkNeeds, 'registry'>,
  tenant: string,
  to: string,
): Promise<Probed> => probed(to, await agreed(needs, tenant, to));

/** Ids of one tenant say nothing in another's: ours stands before it. */
const nameOf = (tenant: string, id: string) => `${tenant}/${id}`;

/** What we are in the other tenant's master data. */
async function agreed(
  { registry }: Pick<NetworkNeeds, 'registry'>,
  tenant: string,
  to: string,
): Promise<Partner | undefined> {
  if (to === tenant) return undefined;
  return (await registry.partners(to)).find((theirs) => theirs.channel === 'network' && theirs.tenant === tenant);
}

/** The other side may agree within the day that it is tried for. */
const notAgreed = (to: string): Verdict => ({ verdict: 'retry', failure: 'transient', reason: unknownThere(to) });
const unknownThere = (to: string) => `tenant ${to} has no partner in force that is reached by network and is us`;

/** Problems told of one document. */
const NAMED = 10;

function toldBy({ state, problems, documentId }: InboundDocument): ChannelAnswer {
  switch (state) {
    case 'received':
    case 'reading':
      return { verdict: { verdict: 'pending' } };
    case 'waiting':
      return { verdict: { verdict: 'pending', retryAfter: WAITS } };
    case 'accepted':
    case 'duplicate':
      return { verdict: { verdict: 'acknowledged' }, answer: evidenceOf({ document: documentId, state }) };
    case 'partly-accepted':
    case 'refused': {
      const told = problems.slice(0, NAMED).map(({ at, detail }) => (at === undefined ? detail : `${at}: ${detail}`));
      const more = problems.length > NAMED ? `, and ${problems.length - NAMED} more` : '';
      const what = state === 'refused' ? '' : 'taken in part: ';
      const reason = what + (told.join('; ') || 'the partner says no reason') + more;
      return {
        verdict: { verdict: 'rejected', reason },
        answer: evidenceOf({ document: documentId, state, problems }),
      };
    }
  }
}

const evidenceOf = (said: object) => ({ body: Buffer.from(JSON.stringify(said)) });

function probed(to: string, found: Partner | undefined): Probed {
  if (found === undefined) {
    const remedy = `have ${to} approve a partner of the channel network whose \`tenant\` is ours`;
    const steps = [{ step: 'agreement', ok: false, detail: unknownThere(to), remedy }];
    return { reached: false, steps, failure: 'transient' };
  }
  return {
    reached: true,
    steps: [{ step: 'agreement', ok: true, detail: `tenant ${to} knows us as ${found.partner}` }],
  };
}
