import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { mayPartner } from '#common/may-partner.ts';
import { sftpGuard } from '#common/send/outbound.ts';
import { reachedBy } from '#common/sftp/reached-by.ts';
import { fetches } from '#common/store/fetches.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { onboardings } from '#common/store/onboardings.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { type FetchNeeds, fetchFiles } from '../../functions/fetch-sftp/fetch-files.ts';
import { approved } from './approved.ts';
import type { World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { noCredentials, noKeys, startSftpPartner } from './sftp-partner.ts';

export type SftpWorld = Awaited<ReturnType<typeof startSftpWorld>>;

let tenants = 0;

/** A tenant of its own, and a partner of it with a server of a rehearsal. */
export async function startSftpWorld(world: World) {
  const tenant = `acme-sftp-${++tenants}`;
  const partner = await startSftpPartner(tenant);
  const { db } = world.table;
  await giveTenant(db, tenant);
  const inForce = (settings: Partial<SftpSettings> = {}) =>
    approved(db, tenant, 'partner', 'medico', {
      name: 'Medico',
      party: 'urn:epc:id:pgln:9521999.00001',
      channel: 'sftp',
      url: partner.sandbox.url,
      sftp: { ...partner.settings, ...settings },
    });
  await inForce();
  const woken: { message: object; delay: number }[] = [];
  const read: object[] = [];
  const needsOn = (client = db) => {
    const inbound = inboundDocuments(client, tables.deliveries);
    const { evidence } = world.needs;
    const needs: FetchNeeds = {
      registry: world.needs.registry,
      fetches: fetches(client, tables.deliveries),
      may: mayPartner(onboardings(client, tables.registry)),
      credentials: noCredentials,
      sshKeys: noKeys,
      guard: sftpGuard('loopback'),
      root: world.needs.root,
      inbound,
      keep: keepInbound({ inbound, evidence, wake: async (message) => void read.push(message) }),
      wake: async (message, delay = 0) => void woken.push({ message, delay }),
      now: world.needs.now,
      random: () => 0.5,
    };
    return needs;
  };
  const needs = needsOn();
  const inbound = inboundDocuments(db, tables.deliveries);
  const begin = (settings: Partial<SftpSettings> = {}) =>
    needs.fetches.begin(tenant, 'medico', reachedBy(partner.partnerOf(settings)), needs.now());
  return {
    ...world,
    partner,
    tenant,
    inForce,
    needs,
    needsOn,
    inbound,
    evidence: world.needs.evidence,
    begin,
    /** What was said to whom: the reader of documents, and the next look. */
    read,
    woken,
    /** One look, a minute later; what the needs say otherwise goes before. */
    look: (change: Partial<FetchNeeds> = {}, after = 70) => {
      world.forward(after * 1000);
      return fetchFiles({ ...needs, ...change })({ tenant, partner: 'medico' });
    },
    documents: async () => (await inbound.list(tenant, { partner: 'medico', limit: 100 })).documents,
    stop: () => partner.stop(),
  };
}
