import { signingAt } from '#common/as2/own-identity.ts';
import type { Endpoint } from '#common/http.ts';
import { type AgreedNeeds, agreedMapping } from '#common/onboarding/agreed-mapping.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import { originOf } from '#common/origin-of.ts';
import { type KeyNeeds, ownSshKeys, usualKey } from '#common/own-ssh-keys.ts';
import { Refused } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import type { Onboardings } from '#common/store/onboardings.ts';
import type { Registry } from '#common/store/registry.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { inForce } from '#shared/master-data/version.ts';
import { writtenBy } from '#shared/network/onboarding/mapped-tests.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { adviceOf } from '#shared/network/onboarding/test-events.ts';
import { type TestFile, testFiles } from '#shared/network/onboarding/test-files.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';

export interface OursNeeds {
  readonly onboardings: Pick<Onboardings, 'get'>;
  readonly registry: Pick<Registry, 'tenant'>;
  readonly master: Pick<MasterData, 'get'>;
  readonly mappings: AgreedNeeds['mappings'];
  readonly identities: Pick<NetworkIdentities, 'list'>;
  readonly root: () => Promise<Uint8Array>;
  readonly sshKeys: KeyNeeds['sshKeys'];
  readonly now: () => Date;
}

/** What a partner needs to know of us to set its own side up: who we are, where we are reached, what proves us, and files to try. */
export const showOurs =
  (needs: OursNeeds): Endpoint =>
  async (request) => {
    const row = await ownPartnership(needs.onboardings, request);
    const tenant = await needs.registry.tenant(row.tenant);
    if (tenant === undefined)
      throw new Refused(refuse('conflict', `tenant ${row.tenant} has no profile yet`, { remedy: 'ask it to set one' }));
    const { name, party, gln, address } = tenant;
    const [root, identities] = await Promise.all([needs.root(), needs.identities.list(row.tenant)]);
    const { publicKey, fingerprint } = await keyFor(needs, row);
    const as2 = signingAt(identities, needs.now());
    const origin = originOf(request);
    const body = {
      name,
      party,
      gln,
      ...(address && { address }),
      inboundUrl: `${origin}/api/inbound-documents`,
      as2Url: `${origin}/as2`,
      ...(as2 && { as2: { id: as2.as2Id, certificate: as2.certificate } }),
      ssh: { publicKey, fingerprint },
      ...(row.channel?.channel === 'webhook' && { webhookSecret: await secretOf(needs, row, root) }),
      despatchAdvice: adviceOf(row),
      files: filesFor(row, await agreedMapping(needs, row), party, needs.now().toISOString()),
    };
    return { status: 200, body, headers: { 'cache-control': 'no-store' } };
  };

/** The key that the partner's server is shown as things are said by now. */
async function keyFor(needs: OursNeeds, { tenant, channel }: Onboarding) {
  const keys = await ownSshKeys(needs, tenant);
  const named = keys.find(({ generation }) => generation === channel?.sftp?.keyGeneration);
  const { publicKey = '', fingerprint = '' } = named ?? usualKey(keys) ?? {};
  return { publicKey, fingerprint };
}

/** Of the generation that is in force, or the first. */
async function secretOf(
  { master, now }: OursNeeds,
  { tenant, partner }: Onboarding,
  root: Uint8Array,
): Promise<string> {
  const read = await master.get(tenant, 'partner', partner);
  const generation = Number((read && inForce(read.head.current, now().toISOString()))?.content?.['generation'] ?? 1);
  return webhookSecret(root, { tenant, partner, generation });
}

/** Of forms that nothing reads any more there are none. */
function filesFor(
  { profile }: Onboarding,
  mapping: Awaited<ReturnType<typeof agreedMapping>>,
  receiver: string,
  at: string,
): TestFile[] {
  const { sends = [], party = '' } = profile ?? {};
  if (mapping !== undefined && 'refused' in mapping) return [];
  return sends.flatMap((form) => {
    if (mapping !== undefined && mapping.format !== form) return [];
    const files = testFiles({ form, write: mapping && writtenBy(mapping) }, { sender: party, receiver }, at);
    return isRefusal(files) ? [] : files;
  });
}
