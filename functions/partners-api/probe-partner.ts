import * as v from 'valibot';
import { type Openers, openChannel } from '#common/channels/open-channel.ts';
import type { Probed } from '#common/channels/partner-channel.ts';
import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { orRefuse } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { PartnerCredentials } from '#common/store/partner-credentials.ts';
import { type Partner, partner as partnerShape } from '#shared/master-data/partner.ts';
import { inForce } from '#shared/master-data/version.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { noPartner } from './known-partner.ts';
import { mayShow } from './may-show.ts';

interface Needs {
  readonly master: Pick<MasterData, 'get' | 'version'>;
  readonly credentials: Pick<PartnerCredentials, 'told'>;
  /** The channels that can be tried from here. */
  readonly openers: Openers;
  readonly now: () => Date;
}

/** For a whole probe, in milliseconds: the gateway waits 30 seconds. */
export const PROBE_MS = 24_000;

/**
 * Tries the channel of the partner's version in force, or of another, a draft too, and tells step by step what was seen. No document is sent, and no secret shown to a server that
 * one person alone named.
 */
export const probePartner = (needs: Needs): Endpoint => {
  const open = openChannel(needs.openers);
  return async (request) => {
    const { tenant, path } = request;
    const asked = readQuery(networkQueries['POST /api/partners/{partner}/probe'], request);
    const { version, partner, head } = await versionOf(needs, tenant, path['partner'] ?? '', asked.version);
    const channel = await open(tenant, partner);
    const at = needs.now().toISOString();
    const may = await mayShow(needs.credentials, { tenant, caller: request.caller, head, partner, at });
    const seen: Probed = isRefusal(channel)
      ? { reached: false, steps: [notOpened(channel)], failure: 'permanent' }
      : await channel.probe(AbortSignal.timeout(PROBE_MS), may ? undefined : 'withheld');
    const told = { partner: partner.partner, version, channel: partner.channel, at };
    return { status: 200, body: { ...told, ...seen }, headers: { 'cache-control': 'no-store' } };
  };
};

const notOpened = ({ detail, remedy }: Refusal) => ({
  step: 'channel',
  ok: false,
  detail,
  ...(remedy !== undefined && { remedy }),
});

/** @param number undefined for the one in force, or the draft where none is */
async function versionOf({ master, now }: Needs, tenant: string, id: string, number: number | undefined) {
  const { head } = orRefuse((await master.get(tenant, 'partner', id)) ?? noPartner(id));
  const { open, current } = head;
  const held = number === undefined ? (inForce(current, now().toISOString()) ?? open) : undefined;
  const asked = open?.version === number ? open : undefined;
  const found =
    held ?? asked ?? (number === undefined ? undefined : await master.version(tenant, 'partner', id, number));
  const { version, content } = orRefuse(
    found?.content === undefined
      ? refuse('not-found', `partner ${id} has no ${number === undefined ? 'version in force' : `version ${number}`}`, {
          remedy: 'GET …/versions lists them',
        })
      : { version: found.version, content: found.content },
  );
  const partner: Partner = { partner: id, ...v.parse(partnerShape, content) };
  return { version, partner, head };
}
