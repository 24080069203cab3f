import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type As2Needs, as2Opener } from '#common/as2/as2-channel.ts';
import type { OwnKey } from '#common/as2/decrypt-cms.ts';
import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { httpHandler } from '#common/http.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { keepReceipt } from '#common/inbound/keep-receipt.ts';
import { mayPartner } from '#common/may-partner.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { as2Invited } from '#common/store/as2-invited.ts';
import { as2Owed } from '#common/store/as2-owed.ts';
import { as2Sent } from '#common/store/as2-sent.ts';
import { hastenSent } from '#common/store/hasten-sent.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { type NetworkIdentities, networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import type { As2Settings } from '#shared/network/channel-settings.ts';
import { endIdentity } from '../../functions/network-identity/end-identity.ts';
import { endSshKey } from '../../functions/network-identity/end-ssh-key.ts';
import { makeIdentity } from '../../functions/network-identity/make-identity.ts';
import { makeSshKey } from '../../functions/network-identity/make-ssh-key.ts';
import { showIdentity } from '../../functions/network-identity/show-identity.ts';
import { as2Handler } from '../../functions/receive-as2/as2-handler.ts';
import { receiveAs2 } from '../../functions/receive-as2/receive-as2.ts';
import { tellReceipt } from '../../functions/send-as2/tell-receipt.ts';
import { startAnswering } from './answering-server.ts';
import { approved } from './approved.ts';
import { call } from './call.ts';
import { good, startWorld } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';

export type As2World = Awaited<ReturnType<typeof startAs2World>>;

const identity = v.looseObject({ certificate: v.string(), generation: v.number() });

/** What the functions of AS2 need, of the world. */
function needsOf(world: Awaited<ReturnType<typeof startWorld>>, woken: unknown[]) {
  const { db } = world.table;
  const { evidence, registry, root, now, random } = world.needs;
  const guard = outboundGuard('loopback');
  const identities = networkIdentities(db, tables.registry);
  const inbound = inboundDocuments(db, tables.deliveries);
  const wake = async (message: object) => void woken.push(message);
  const shared = { evidence, registry, identities, now, random, wake, root, registryTable: tables.registry };
  return {
    ...shared,
    inbound,
    identityOf: as2IdentityOf({ identities, root }),
    sent: as2Sent(db, tables.deliveries),
    owed: as2Owed(db, tables.deliveries),
    keep: keepInbound({ inbound, evidence, wake }),
    keepReceipt: keepReceipt({ inbound, evidence }),
    hasten: (tenant: string, deliveryId: string, at: Date) =>
      hastenSent({ db, table: tables.deliveries }, tenant, deliveryId, at),
    may: mayPartner(onboardings(db, tables.registry)),
    onboardings: onboardings(db, tables.registry),
    invitedAs: as2Invited(db, tables.registry),
    master: masterData(db, tables.registry),
    mappings: mappings(db, tables.registry),
    guard,
    send: httpsSender(guard, { timeoutMs: 5_000, maxAnswerBytes: 1_000_000 }),
    publicUrl: 'https://api.example',
    sshKeys: sshKeys(db, tables.registry),
    credentials: partnerCredentials(db, tables.registry, root),
  };
}

/** Both directions of AS2 on a real table engine and object store; our door is a real server. */
export async function startAs2World() {
  const world = await startWorld();
  const woken: unknown[] = [];
  const { db } = world.table;
  const needs = needsOf(world, woken);
  const { registry, inbound, evidence, now, root } = needs;
  const door = await openDoor(as2Handler(receiveAs2(needs)));
  const api = httpHandler(
    {
      'GET /api/network/identity': { permission: 'registry:read', endpoint: showIdentity(needs) },
      'POST /api/network/identity': { permission: 'registry:write', endpoint: makeIdentity(needs) },
      'DELETE /api/network/identity/{generation}': { permission: 'registry:write', endpoint: endIdentity(needs) },
      'PUT /api/network/identity/ssh/{generation}': { permission: 'registry:write', endpoint: makeSshKey(needs) },
      'DELETE /api/network/identity/ssh/{generation}': { permission: 'registry:write', endpoint: endSshKey(needs) },
    },
    registry.granted,
  );
  return {
    world,
    needs: { ...needs, receiptUrl: door.url },
    woken,
    door,
    api,
    /** A tenant with an AS2 name, and a partner `bert` with the AS2 name BERT. */
    house: houses({ db, api }),
    make: (tenant: string, body: object) => call(api, 'POST /api/network/identity', { tenant, body }),
    end: (tenant: string, generation: number) =>
      call(api, 'DELETE /api/network/identity/{generation}', { tenant, path: { generation: String(generation) } }),
    makeSsh: (tenant: string, generation: number) =>
      call(api, 'PUT /api/network/identity/ssh/{generation}', { tenant, path: { generation: String(generation) } }),
    endSsh: (tenant: string, generation: number) =>
      call(api, 'DELETE /api/network/identity/ssh/{generation}', { tenant, path: { generation: String(generation) } }),
    show: (tenant: string) => call(api, 'GET /api/network/identity', { tenant }),
    tellOwed: () => tellOwed(needs, woken, () => world.forward(3_600_000)),
    /** What a tenant would be if its rows were these. */
    identityFrom: (of: Pick<NetworkIdentities, 'list'>, tenant: string) =>
      as2IdentityOf({ identities: of, root })(tenant, now()),
    /** The channel to a tenant's partner as it is in force. */
    channel: async (tenant: string, more: Partial<As2Needs> = {}, deliveryId = 'd1') => {
      const partner = await registry.partner(tenant, 'bert');
      if (partner === undefined) throw new Error('no partner');
      return good(await as2Opener({ ...needs, receiptUrl: door.url, ...more }, deliveryId)(tenant, partner));
    },
    /** What came in, newest first, with its bytes. */
    received: async (tenant: string) => {
      const { documents } = await inbound.list(tenant, { limit: 50 });
      return Promise.all(
        documents.map(async (document) => ({
          ...document,
          body: Buffer.from((await evidence.get(document.key)) ?? []),
        })),
      );
    },
    stop: async () => {
      await door.stop();
      await world.stop();
    },
  };
}

/** The function as a server. */
function openDoor(receive: ReturnType<typeof as2Handler>) {
  return startAnswering(async ({ headers }, body) => {
    const told = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const answer = await call(receive, 'POST /as2', { headers: told, body });
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
    const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return { status: answer.status, headers: Object.fromEntries(answered), body: text };
  });
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly api: Parameters<typeof call>[0];
}

function houses({ db, api }: Here) {
  let n = 0;
  return async (peer: Pick<OwnKey, 'certificate'>, url: string, settings: Partial<As2Settings> = {}) => {
    const [tenant, as2Id] = [`as2-${++n}`, `ACME ${n}`];
    await giveTenant(db, tenant);
    const made = await call(api, 'POST /api/network/identity', { tenant, body: { as2Id } });
    const { certificate } = v.parse(identity, made.body);
    const moveTo = async (to: string, more: Partial<As2Settings> = {}) => {
      const as2 = { id: 'BERT', certificates: [peer.certificate], ...settings, ...more };
      const party = 'urn:epc:id:pgln:9521999.00001';
      await approved(db, tenant, 'partner', 'bert', { name: 'Bert', party, channel: 'as2', url: to, as2 });
    };
    await moveTo(url);
    return { tenant, as2Id, certificate, moveTo };
  };
}

/** Sends the receipts that are owed, as often as who sends them was woken, an hour later each time. */
async function tellOwed(needs: Parameters<typeof tellReceipt>[0], woken: unknown[], later: () => void): Promise<void> {
  later();
  const tell = tellReceipt(needs);
  for (const message of woken.splice(0)) {
    const owed = v.safeParse(v.object({ tenant: v.string(), receipt: v.string() }), message);
    if (owed.success) await tell(owed.output.tenant, owed.output.receipt);
  }
}
