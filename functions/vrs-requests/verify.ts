import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Verification } from '#common/store/verification-row.ts';
import { bringOn, DAY_MS } from '#common/vrs/run-verification.ts';
import { type VerificationRequest, verificationRequest } from '#shared/messages/verifications-api.ts';
import { refuse } from '#shared/refusal.ts';
import { identityProblem, type PackIdentity } from '#shared/vrs/pack-identity.ts';
import { packOfText } from '#shared/vrs/pack-of-text.ts';
import type { ApiNeeds } from './needs.ts';
import { tellVerification } from './tell-verification.ts';

/**
 * Asks whether a pack is genuine. Packs of tenants of this house are answered from its repository, others by the responder that the directory
 * names, while the caller waits. A return that is not answered by then is asked again by itself (202).
 */
export const verify =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const asked = read(verificationRequest, json(request));
    const pack = packOf(asked);
    const { tenant, caller } = request;
    const reqGLN = await glnOf(needs, tenant);
    const at = needs.now();
    const createdAt = at.toISOString();
    const corrUUID = needs.uuid();
    const deadline = asked.context && new Date(at.getTime() + DAY_MS).toISOString();
    const row: Verification = {
      tenant,
      id: `${createdAt.replace(/[^0-9]/g, '')}-${corrUUID.slice(0, 8)}`,
      ...pack,
      ...(asked.context && { context: asked.context }),
      ...(deadline && { deadline }),
      reqGLN,
      corrUUID,
      by: caller,
      state: 'open',
      attempts: 0,
      evidence: [],
      createdAt,
      updatedAt: createdAt,
    };
    const claim = await needs.verifications.begin(row, at);
    const ended = await bringOn(needs, claim);
    return { status: ended.state === 'open' ? 202 : 200, body: tellVerification(ended) };
  };

async function glnOf({ registry }: ApiNeeds, tenant: string): Promise<string> {
  const gln = (await registry.tenant(tenant))?.gln;
  return orRefuse(
    gln ?? refuse('conflict', `tenant ${tenant} has no GLN to ask under`, { remedy: 'PUT /api/tenant with a gln' }),
  );
}

function packOf({ code, gtin, lot, serial, exp }: VerificationRequest): PackIdentity {
  const parts = [gtin, lot, serial, exp].filter((part) => part !== undefined).length;
  if (code === undefined ? parts !== 4 : parts !== 0)
    throw new Refused(
      refuse('malformed', 'a pack is named by code, or by gtin, lot, serial and exp', {
        at: '',
        rule: 'DSCSA §581(14)',
        remedy: 'send the scanned code, or all four elements',
      }),
    );
  const pack =
    code === undefined
      ? { gtin: gtin ?? '', lot: lot ?? '', serial: serial ?? '', exp: exp ?? '' }
      : orRefuse(packOfText(code));
  const problem = identityProblem(pack);
  if (problem === undefined) return pack;
  throw new Refused(
    refuse('malformed', problem.why, {
      at: code === undefined ? `/${problem.at}` : '/code',
      rule: 'GS1 Lightweight Messaging Standard 1.0.2',
      remedy: 'scan the pack again',
    }),
  );
}
