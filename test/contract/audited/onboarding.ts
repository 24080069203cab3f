import { aFirmsProfile } from '../../kit/an-onboarding.ts';
import { giveTenant } from '../../kit/give-tenant.ts';
import { onboard, type PartnerCalls } from '../../kit/onboard.ts';
import { type OnboardingWorld, startOnboardingWorld } from '../../kit/onboarding-world.ts';
import { type StartedSftpPartner, startSftpPartner } from '../../kit/sftp-partner.ts';
import type { Deed, Stage, Told } from './deed.ts';

const reason = 'as agreed by telephone';

const told = (subject: string, by: string, ...acts: readonly string[]): Told[] =>
  acts.map((act) => ({ act, subject, by }));
const onboarding = 'onboarding medico';
const version = 'partner medico';

/** How partners come on board, by both sides. */
export async function onboardingStage(): Promise<Stage> {
  const world = await startOnboardingWorld();
  const begin = () => begun(world);
  const servers: StartedSftpPartner[] = [];
  const stop = async () => {
    for (const server of servers) await server.stop();
    await world.stop();
  };
  const deeds = { ...ourDeeds(world, begin), ...theirDeeds(world, begin), ...fetched(begin, servers) };
  return { db: world.db, deeds, stop };
}

/** Of a partner that has a server of its own, with one file on it. */
function fetched(begin: Begin, servers: StartedSftpPartner[]): Record<string, Deed> {
  const route = 'POST /partner/sftp/message-test';
  const deed: Deed = async () => {
    const house = await begin();
    const { tenant } = house;
    const server = await startSftpPartner(tenant);
    servers.push(server);
    const partner = await house.toTests();
    await partner('PUT /partner/channel', { channel: 'sftp', url: server.sandbox.url, sftp: server.settings });
    await partner('POST /partner/sftp/connection-test');
    server.put('in/cut-off.json', '{');
    const by = await house.clientId();
    const acts = ['onboarding-test-begun', 'onboarding-files-fetched'];
    return { tenant, act: () => partner(route), told: () => told(onboarding, by, ...acts) };
  };
  return { [route]: deed };
}

async function begun(world: OnboardingWorld) {
  const tenant = world.newTenant();
  world.server.reset();
  await giveTenant(world.db, tenant);
  // The partner's client is told by its id in the user pool.
  const clientId = async () => (await world.needs.members.client(tenant, 'partner-medico'))?.clientId ?? '';
  return { tenant, clientId, ...onboard(world, tenant) };
}

type Begun = Awaited<ReturnType<typeof begun>>;
type Begin = () => Promise<Begun>;

function ourDeeds(world: OnboardingWorld, begin: Begin): Record<string, Deed> {
  const one = 'POST /api/onboardings/{partner}';
  const invitation = 'POST /api/partners/{partner}/invitation';
  const quinn =
    (what: string, act: string, body: object, before: (house: Begun) => Promise<unknown>): Deed =>
    async () => {
      const house = await begin();
      await before(house);
      return {
        tenant: house.tenant,
        act: () => house.ours('quinn', what, body),
        told: () => told(onboarding, 'quinn', act),
      };
    };
  return {
    [invitation]: async () => {
      const { tenant } = await begin();
      const act = () => world.ask(tenant, 'ada', invitation, 'medico', {});
      return { tenant, act, told: () => told(onboarding, 'ada', 'onboarding-invited') };
    },
    [`${one}/approve`]: async () => {
      const house = await begin();
      await house.approve(await house.toApproval());
      const body = await house.countersigned();
      const both = () => [
        ...told(onboarding, 'quinn', 'onboarding-approved'),
        ...told(version, 'quinn', 'partner-approved'),
      ];
      return { tenant: house.tenant, act: () => house.ours('quinn', 'approve', body), told: both };
    },
    [`${one}/return`]: quinn('return', 'onboarding-returned', { to: 'channel', reason }, ({ toTests }) => toTests()),
    [`${one}/suspend`]: quinn('suspend', 'onboarding-suspended', { reason }, ({ toLive }) => toLive()),
    [`${one}/resume`]: quinn('resume', 'onboarding-resumed', { reason }, async (house) => {
      await house.toLive();
      await house.ours('quinn', 'suspend', { reason });
    }),
    [`${one}/withdraw`]: quinn('withdraw', 'onboarding-withdrawn', { reason }, ({ invited }) => invited()),
  };
}

function theirDeeds(world: OnboardingWorld, begin: Begin): Record<string, Deed> {
  const partners =
    (
      route: string,
      acts: readonly string[],
      before: (house: Begun) => Promise<PartnerCalls>,
      bodyOf?: (house: Begun, partner: PartnerCalls) => Promise<object>,
    ): Deed =>
    async () => {
      const house = await begin();
      const partner = await before(house);
      const body = await bodyOf?.(house, partner);
      const by = await house.clientId();
      return { tenant: house.tenant, act: () => partner(route, body), told: () => told(onboarding, by, ...acts) };
    };
  const tests = ['/partner', '/partner/sftp'].flatMap((below) => {
    const [connection, message] = [`POST ${below}/connection-test`, `POST ${below}/test-message`];
    return [
      [
        connection,
        partners(connection, ['onboarding-test-begun', 'onboarding-connection-tested'], ({ toTests }) => toTests()),
      ],
      [message, partners(message, ['onboarding-test-begun', 'onboarding-message-sent'], connected)],
    ] as const;
  });
  const put = (what: string, body: object) =>
    partners(
      `PUT /partner/${what}`,
      [`onboarding-${what}-set`],
      what === 'profile' ? accepted : toTests,
      async () => body,
    );
  return {
    ...Object.fromEntries(tests),
    'POST /partner/accept': async () => {
      const { tenant, invited } = await begin();
      const { token } = await invited();
      const by = 'partner medico';
      const both = () => [
        ...told(onboarding, by, 'onboarding-accepted'),
        ...told('client partner-medico', by, 'client-made'),
      ];
      return { tenant, act: () => world.accept({ token }), told: both };
    },
    'PUT /partner/profile': put('profile', aFirmsProfile),
    'PUT /partner/channel': put('channel', { channel: 'portal' }),
    'POST /partner/message-test': partners(
      'POST /partner/message-test',
      ['onboarding-messages-tested'],
      async (house) => {
        const partner = await connected(house);
        await partner('POST /partner/test-message');
        return partner;
      },
      (house, partner) => house.receipt(partner),
    ),
    'POST /partner/approve': async () => {
      const house = await begin();
      const partner = await house.toApproval();
      const by = await house.clientId();
      const both = () => [
        ...told(onboarding, by, 'onboarding-approved-by-partner'),
        ...told(version, by, 'partner-drafted', 'partner-submitted'),
      ];
      return { tenant: house.tenant, act: () => house.approve(partner), told: both };
    },
  };
}

const accepted = (house: Begun) => house.accepted();
const toTests = (house: Begun) => house.toTests();

async function connected(house: Begun): Promise<PartnerCalls> {
  const partner = await house.toTests();
  await partner('POST /partner/connection-test');
  return partner;
}
