import { Refused } from '#common/refused.ts';
import type { Verification } from '#common/store/verification-row.ts';
import type { VerificationClaim, Verifications } from '#common/store/verifications.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import type { DirectoryEntry } from '#shared/vrs/directory-entry.ts';
import type { Heard } from '#shared/vrs/read-answer.ts';
import { answerFromRepository, type RepositoryNeeds } from './answer-from-repository.ts';
import { type Asked, type AskNeeds, askResponder } from './ask-responder.ts';
import { end, mayPass } from './end-verification.ts';
import type { FindResponder, Found } from './find-responder.ts';

export interface RunNeeds extends AskNeeds, RepositoryNeeds {
  readonly verifications: Pick<Verifications, 'claim' | 'note' | 'settle'>;
  readonly responders: FindResponder;
}

/** A return has to be answered for within a day (DSCSA §582(c)(4)(D) and its like). */
export const DAY_MS = 24 * 3_600_000;

/** Takes up a verification that is due. Waking one twice is harmless: who finds it in hand, ended or not yet due leaves it alone. */
export const runVerification =
  (needs: RunNeeds) =>
  async (tenant: string, id: string): Promise<void> => {
    const claim = await needs.verifications.claim(tenant, id, needs.now());
    if (claim !== undefined) await bringOn(needs, claim);
  };

/**
 * One turn of a verification in hand. Answers how it stands then. Packs of tenants of this house are answered from its repository, whoever asks and
 * whenever, others by the responder that the directory names.
 */
export async function bringOn(needs: RunNeeds, claim: VerificationClaim): Promise<Verification> {
  const owner = await needs.registry.ownerOfGtin(claim.row.gtin);
  return owner === undefined ? askTheResponder(needs, claim) : answerFromRepository(needs, claim, owner);
}

async function askTheResponder(needs: RunNeeds, claim: VerificationClaim): Promise<Verification> {
  let { row } = claim;
  const ask = async (settings: VrsSettings, entry: DirectoryEntry): Promise<Heard> => {
    let heard: Heard | undefined;
    // While somebody waits, once more at once: most of what fails is over in a moment, and asking changes nothing.
    const times = row.attempts === 1 ? 2 : 1;
    for (let time = 0; time < times && (heard === undefined || mayPass(heard)); time++) {
      const asked: Asked = await askResponder(needs, settings, row, entry);
      const change = { evidence: [...row.evidence, ...asked.evidence], responderUrl: entry.url };
      row = { ...row, ...change };
      await needs.verifications.note(claim, change);
      heard = asked.heard;
    }
    return heard ?? nobody(undefined);
  };
  const heard = await hear(needs, row, ask);
  return end(needs, { ...claim, row }, { ...heard, answeredBy: 'responder' });
}

/** An entry that has expired, or whose responder does not know the GTIN, is looked up anew, once. */
async function hear(
  needs: RunNeeds,
  { tenant, gtin }: Verification,
  ask: (settings: VrsSettings, entry: DirectoryEntry) => Promise<Heard>,
): Promise<Heard> {
  try {
    const settings = await needs.settingsOf(tenant);
    const known = await needs.responders.find(tenant, gtin);
    if (!isEntry(known)) {
      const found = await needs.responders.refresh(tenant, gtin, settings);
      return isEntry(found) ? await ask(settings, found) : nobody(found);
    }
    const heard = await ask(settings, known);
    if (heard.outcome !== 'not-found-in-directory') return heard;
    const found = await needs.responders.refresh(tenant, gtin, settings);
    if (found === 'unavailable') return nobody(found);
    const isOther = isEntry(found) && (found.url !== known.url || found.gln !== known.gln);
    return isOther ? await ask(settings, found) : heard;
  } catch (error) {
    // Refused by ourselves before anything left, e.g. because the secret cannot be used.
    if (error instanceof Refused && error.refusal.refused !== 'busy')
      return { outcome: 'not-permitted', detail: error.refusal.detail };
    throw error;
  }
}

const isEntry = (found: Found): found is DirectoryEntry => typeof found === 'object';

function nobody(found: Found): Heard {
  if (found === 'unavailable') return { outcome: 'responder-unavailable', detail: 'the directory does not answer' };
  const detail = found === 'expired' ? 'the entry of the directory has expired' : 'the directory has no entry';
  return { outcome: 'not-found-in-directory', detail };
}
