import { createHash } from 'node:crypto';
import { aFirmsProfile } from './an-onboarding.ts';
import type { OnboardingWorld } from './onboarding-world.ts';

export type PartnerCalls = ReturnType<OnboardingWorld['partner']>;

interface OwnFile {
  readonly test: string;
  readonly form: string;
  readonly content: string;
}

/** Test files of the partner's own. */
async function ownFiles(partner: PartnerCalls): Promise<OwnFile[]> {
  const { files, despatchAdvice } = (await partner('GET /partner/ours')).body;
  return files.map((one: OwnFile) => ({ ...one, content: one.content.replaceAll('TEST-ASN', despatchAdvice) }));
}

/** What both sides of one onboarding do by script, step by step: `ada` invites, `quinn` approves. */
export function onboard(world: OnboardingWorld, tenant: string) {
  const ours = (by: string, what: string, body?: object) =>
    world.ask(tenant, by, `POST /api/onboardings/{partner}/${what}`, 'medico', body);
  const look = async () => (await world.ask(tenant, 'ada', 'GET /api/onboardings/{partner}', 'medico')).body;
  const invited = async (more: object = {}, by = 'ada') =>
    (await world.ask(tenant, by, 'POST /api/partners/{partner}/invitation', 'medico', more)).body;
  const webhook = () => ({ channel: 'webhook', url: world.server.url('epcis') });
  const accepted = async (): Promise<PartnerCalls> => {
    const { token } = await invited();
    return world.partner((await world.accept({ token })).body);
  };
  /** Files as its own system would write them: those that we gave it, about its own despatch advice. */
  const sendFiles = async (partner: PartnerCalls) => {
    for (const { test, form, content } of await ownFiles(partner))
      await partner('POST /partner/message-test', { act: 'judge', test, form, name: `${test}.json`, content });
  };
  /** What the partner says of the message that its server got last. */
  const receipt = async (partner: PartnerCalls) => {
    const body = world.server.received().at(-1)?.body ?? Buffer.alloc(0);
    const { id } = (await partner('GET /partner/profile')).body.evidence.sent;
    return { act: 'acknowledge', id, sha256: createHash('sha256').update(body).digest('hex') };
  };
  const acknowledge = async (partner: PartnerCalls) => {
    await partner('POST /partner/test-message');
    await partner('POST /partner/message-test', await receipt(partner));
  };
  const tested = async (partner: PartnerCalls) => {
    await partner('POST /partner/connection-test');
    await sendFiles(partner);
    await acknowledge(partner);
  };
  const toTests = async (): Promise<PartnerCalls> => {
    const partner = await accepted();
    await partner('PUT /partner/profile', aFirmsProfile);
    await partner('PUT /partner/channel', webhook());
    return partner;
  };
  const toApproval = async (): Promise<PartnerCalls> => {
    const partner = await toTests();
    await tested(partner);
    return partner;
  };
  const approve = async (partner: PartnerCalls) => {
    const { digest } = (await partner('GET /partner/profile')).body;
    return partner('POST /partner/approve', { digest, name: 'Max Doe', title: 'Head of IT' });
  };
  /** What one of ours sends to approve what the partner has. */
  const countersigned = async () => {
    const { evidence } = await look();
    return { digest: evidence.partner.digest, signature: { meaning: 'approved' } };
  };
  const toLive = async (): Promise<PartnerCalls> => {
    const partner = await toApproval();
    await approve(partner);
    await ours('quinn', 'approve', await countersigned());
    return partner;
  };
  const steps = { invited, ownFiles, accepted, toTests, toApproval, toLive };
  return { ...steps, ours, look, webhook, sendFiles, receipt, acknowledge, tested, approve, countersigned };
}
