import type { OutboundGuard } from '#common/send/outbound.ts';
import type { Registry } from '#common/store/registry.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { ChannelKind } from '#shared/network/channel-kinds.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { captureChannel } from './capture-channel.ts';
import { type AccessNeeds, type HttpAccess, httpAccess } from './http-access.ts';
import { httpsChannel } from './https-channel.ts';
import { type NetworkNeeds, networkChannel } from './network-channel.ts';
import type { PartnerChannel } from './partner-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

/** The channel of a partner as a version of it says; a refusal where something is missing that the channel cannot do without. */
export type OpenChannel = (tenant: string, partner: Partner) => Promise<PartnerChannel | Refusal>;

/** Who opens which channels: each function has those that it can carry. */
export type Openers = Partial<Readonly<Record<ChannelKind, OpenChannel>>>;

export interface HttpNeeds extends AccessNeeds {
  readonly guard: OutboundGuard;
  readonly root: () => Promise<Uint8Array>;
  /** Since when the version of a partner that is in force holds, ISO 8601. Absent where nobody changes secrets. */
  readonly partnerSince?: Registry['partnerSince'];
}

/** So long after a version came into force webhooks are signed with the secret of the generation before as well. */
const OVERLAP_MS = 2 * 24 * 3_600_000;

/** Channels that go over HTTP. */
export function httpOpeners(needs: HttpNeeds): Openers {
  const opened =
    (of: (url: string, access: HttpAccess, guard: OutboundGuard) => PartnerChannel): OpenChannel =>
    async (tenant, partner) => {
      if (partner.url === undefined) return noAddress(partner);
      const access = await httpAccess(needs, tenant, partner);
      return isRefusal(access) ? access : of(partner.url, access, needs.guard);
    };
  return {
    https: opened(httpsChannel),
    capture: opened(captureChannel),
    webhook: async (tenant, partner) => {
      const { url, https } = partner;
      if (url === undefined) return noAddress(partner);
      const [root, { generation }] = [await needs.root(), partner];
      const secret = webhookSecret(root, { ...partner, tenant });
      const since = generation > 1 ? await needs.partnerSince?.(tenant, partner.partner) : undefined;
      const isYoung = since !== undefined && needs.now().getTime() - Date.parse(since) < OVERLAP_MS;
      const before = isYoung ? webhookSecret(root, { ...partner, tenant, generation: generation - 1 }) : undefined;
      const tls = https?.ca === undefined ? {} : { ca: https.ca };
      return webhookChannel({ ...needs, url, tls, secret, before });
    },
  };
}

const noAddress = ({ partner }: Partner) => refuse('not-found', `partner ${partner} has no address`);

/** Tenants of this installation. */
export const networkOpener =
  (needs: NetworkNeeds): OpenChannel =>
  (tenant, partner) =>
    Promise.resolve(networkChannel(needs, tenant, partner));

/** The channel of a partner, where one of the openers knows it. */
export const openChannel =
  (openers: Openers): OpenChannel =>
  (tenant, partner) => {
    const open = openers[partner.channel];
    if (open !== undefined) return open(tenant, partner);
    return Promise.resolve(refuse('conflict', `the channel ${partner.channel} is not opened here`));
  };
