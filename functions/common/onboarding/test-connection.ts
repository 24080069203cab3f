import { probeNetwork } from '#common/channels/network-channel.ts';
import type { OpenChannel } from '#common/channels/open-channel.ts';
import type { Probed } from '#common/channels/partner-channel.ts';
import type { Endpoint } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { ChannelKind } from '#shared/network/channel-kinds.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { counted } from './counted.ts';
import { ownPartnership } from './own-partner.ts';
import { partnerOf } from './partner-of.ts';
import { type ActNeeds, takeAct } from './take-act.ts';

export interface ConnectionNeeds extends ActNeeds {
  readonly master: Pick<MasterData, 'get'>;
  readonly registry: Pick<Registry, 'partners' | 'tenant'>;
  /** The channels that can be tried from here. */
  readonly open: OpenChannel;
}

/** For a whole probe, in milliseconds: the gateway waits 30 seconds. */
export const PROBE_MS = 24_000;
/** What is kept of a step: a server may say anything. */
const MOST_STEPS = 50;
const LONGEST = 500;

/** Tries whether the partner can be reached and knows us, by the channel it has set, without sending a document. What was seen is kept step by step. */
export const testConnection =
  (needs: ConnectionNeeds): Endpoint =>
  async (request) => {
    const row = await ownPartnership(needs.onboardings, request);
    orRefuse(actOn(row, 'fail-connection', {}, `POST ${request.url}`));
    const acting = { partner: row.partner, who: request };
    const begun = await takeAct(needs, acting, (before, at) => counted(before, at, 'connection-test'));
    const partner = await partnerOf(needs, begun);
    const { reached, steps: seen } = await probed(needs, row.tenant, partner);
    const steps = seen.slice(0, MOST_STEPS).map((one) => ({ ...one, detail: one.detail.slice(0, LONGEST) }));
    const after = await takeAct(needs, acting, (before, at) => {
      // Of what was set while it was tried nothing is known.
      if (before.version !== begun.version)
        return refuse('busy', 'the partnership was changed while it was tried', { remedy: 'try it again' });
      const connection = { at, by: request.caller, steps };
      return {
        act: reached ? 'pass-connection' : 'fail-connection',
        ...(reached && { change: { evidence: { connection } } }),
        detail: { reached, steps },
        told: 'onboarding-connection-tested',
      };
    });
    return { status: 200, body: { state: after.state, reached, steps } };
  };

async function probed({ open, registry }: ConnectionNeeds, tenant: string, partner: Partner): Promise<Probed> {
  const agreed = { reached: true } as const;
  if (partner.channel === 'portal')
    return {
      ...agreed,
      steps: [{ step: 'portal', ok: true, detail: 'nothing is sent: the partner comes by its client, as now' }],
    };
  // Held against the tenant's party when it was set. Of two who come on board with each other one has to be the first: whether the other has agreed is told, and waited for once it is in force.
  if (partner.channel === 'network') {
    const { steps } = await probeNetwork({ registry }, tenant, partner.tenant ?? '');
    return {
      ...agreed,
      steps: [{ step: 'tenant', ok: true, detail: `${partner.tenant} is ${partner.party}` }, ...steps],
    };
  }
  const channel = await open(tenant, partner);
  if (isRefusal(channel)) {
    const remedy = remedyFor(partner);
    return { reached: false, steps: [{ step: 'channel', ok: false, detail: channel.detail, remedy }] };
  }
  return channel.probe(AbortSignal.timeout(PROBE_MS));
}

/** The partner reads it: what only the other side can do is asked of that. */
const remedies: Partial<Readonly<Record<ChannelKind, string>>> = {
  as2: 'ask whoever invited you: their side has no name and key for AS2 yet',
  sftp: 'call POST /partner/sftp/connection-test',
};

const remedyFor = ({ channel }: Pick<Partner, 'channel'>) =>
  remedies[channel] ??
  'PUT /partner/channel with the `credentials` that let the other side in, then POST /partner/connection-test';
