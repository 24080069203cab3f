import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { judgePlaces } from '#common/channels/judge-places.ts';
import { openChannel } from '#common/channels/open-channel.ts';
import { httpHandler } from '#common/http.ts';
import { writeByMapping } from '#common/mapping/write-by-mapping.ts';
import { mayPartner } from '#common/may-partner.ts';
import { openEndpoint } from '#common/open-endpoint.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard, sftpGuard } from '#common/send/outbound.ts';
import { writtenAddress } from '#common/send/written-address.ts';
import { sftpOpener } from '#common/sftp/sftp-opener.ts';
import { audit } from '#common/store/audit.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardingFiles } from '#common/store/onboarding-files.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { rateBuckets } from '#common/store/rate-buckets.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import { usedCredentials } from '#common/store/used-credentials.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import type { UserPool } from '#common/user-pool.ts';
import { acceptInvitation } from '../../functions/accept-invitation/accept-invitation.ts';
import { onboardingRoutes } from '../../functions/onboarding-api/onboarding-routes.ts';
import { partnerRoutes } from '../../functions/partner-door/partner-routes.ts';
import { testOpeners } from '../../functions/partner-tests/openers.ts';
import { testRoutes } from '../../functions/partner-tests/test-routes.ts';
import { sftpTestRoutes } from '../../functions/partner-tests-sftp/sftp-test-routes.ts';
import type { Call } from './api-event.ts';
import { type Answered, call } from './call.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { startReceiver } from './receiver.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { startUserPool } from './user-pool.ts';

export type OnboardingWorld = Awaited<ReturnType<typeof startOnboardingWorld>>;

const session = v.object({ clientId: v.string(), clientSecret: v.string() });

/** Both sides of an onboarding: the functions over stores of their own, the user pool, and a partner's server. */
export async function startOnboardingWorld() {
  const folder = temporaryFolder();
  const [engine, pool, server] = await Promise.all([startDynoxide(), startUserPool(folder.path), startReceiver()]);
  const { db } = engine;
  let ms = Date.parse('2026-03-01T10:00:00Z');
  /** Every look at the clock is a millisecond after the one before. */
  const needs = needsOf(db, pool.pool, () => new Date(ms++));
  return {
    db,
    needs,
    server,
    mayPartner: mayPartner(needs.onboardings),
    audit: audit(db, tables.registry),
    pass: (time: number) => {
      ms += time;
    },
    ...callsOf(needs, () => ms),
    /** A tenant that no test before has. */
    newTenant: () => `acme-${randomUUID().slice(0, 8)}`,
    stop: async () => {
      await server.stop();
      await pool.stop();
      await engine.stop();
      folder.remove();
    },
  };
}

type Needs = ReturnType<typeof needsOf>;

function needsOf(db: DynamoDBDocumentClient, pool: UserPool, now: () => Date) {
  const root = async () => new Uint8Array(64).fill(7);
  const guard = outboundGuard('loopback');
  const send = httpsSender(guard);
  const credentials = partnerCredentials(db, tables.registry, root);
  const tried = { open: credentials.openTried };
  const keys = sshKeys(db, tables.registry);
  const server = { guard: sftpGuard('loopback'), root, sshKeys: keys, credentials: tried };
  const identities = networkIdentities(db, tables.registry);
  const identityOf = as2IdentityOf({ identities, root });
  return {
    onboardings: onboardings(db, tables.registry),
    master: masterData(db, tables.registry),
    registry: registry(db, tables.registry, now),
    mappings: mappings(db, tables.registry),
    write: writeByMapping({
      mappings: mappings(db, tables.registry),
      registry: registry(db, tables.registry, now),
      now,
    }),
    files: onboardingFiles(db, tables.registry),
    members: members(db, tables.registry),
    identities,
    inbound: inboundDocuments(db, tables.deliveries),
    deliveries: deliveries(db, tables.deliveries),
    line: partnerLine(db, tables.deliveries),
    waiting: waitingDeliveries(db, tables.deliveries),
    // Who carries is not here: a call that is lost costs time only.
    wake: async () => undefined,
    credentials,
    used: usedCredentials(db, tables.registry),
    placesOf: judgePlaces(writtenAddress('loopback')),
    registryTable: tables.registry,
    open: testOpeners({ guard, send, tokens: keptTokens(), partnerCredentials: tried, root, now, identityOf }),
    openSftp: openChannel({ sftp: sftpOpener(server) }),
    server,
    limits: limitsOfTenants(db, tables.registry),
    buckets: rateBuckets(db, tables.deliveries),
    pool,
    signInUrl: '',
    sshKeys: keys,
    root,
    now,
  };
}

const none = async () => false;
/** @param clock milliseconds since 1970 */
function callsOf(needs: Needs, clock: () => number) {
  const our = httpHandler(onboardingRoutes(needs), none);
  const { write: _, ...noWriter } = needs;
  const bySftp = sftpTestRoutes({ ...noWriter, open: needs.openSftp });
  const their = httpHandler({ ...partnerRoutes(needs), ...testRoutes(needs), ...bySftp }, none);
  const door = openEndpoint(acceptInvitation(needs));
  const told = ({ status, body }: Answered) => ({ status, body: Object(body) });
  return {
    /** The partner's side, by whatever token. */
    their: (route: string, more: Omit<Call, 'route'>) => call(their, route, more),
    /** As one of ours, just signed in. */
    ask: async (tenant: string, by: string, route: string, partner: string, body?: object) => {
      const claims = { sub: by, username: by, auth_time: String(Math.floor(clock() / 1000)) };
      return told(await call(our, route, { tenant, path: { partner }, claims, ...(body && { body }) }));
    },
    accept: async (body: object) => told(await call(door, 'POST /partner/accept', { body })),
    /** As the partner, by the client that it was given; the authorizer says whose it is. */
    partner: (made: object) => {
      const { clientId } = v.parse(session, made);
      return async (route: string, body?: object) => {
        const held = await needs.members.ofNetwork('client', clientId);
        if (held?.state !== 'active') return told({ status: 401, headers: {}, body: {} });
        const { tenant, role, partner } = held;
        const claims = { sub: clientId, client_id: clientId, ...(partner && { partner }) };
        return told(await call(their, route, { tenant, role, claims, ...(body && { body }) }));
      };
    },
  };
}
