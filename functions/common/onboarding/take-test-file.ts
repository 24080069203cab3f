import { orRefuse } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { missingMessages } from '#shared/network/onboarding/missing-messages.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';
import { type AgreedNeeds, agreedMapping } from './agreed-mapping.ts';
import { judgeFile, type SentFile, type ToldFile } from './judge-file.ts';
import type { JudgeNeeds } from './judge-test.ts';
import { noProfile } from './no-profile.ts';
import { partnerOf } from './partner-of.ts';
import type { Shown } from './shown.ts';
import { subjectOf } from './subject-of.ts';
import { type Acting, type ActNeeds, takeAct } from './take-act.ts';

export interface TakeTestNeeds extends ActNeeds, AgreedNeeds, JudgeNeeds {
  readonly registry: JudgeNeeds['registry'] & Pick<Registry, 'tenant'>;
}

/** A file of the message test, judged and noted. Nothing of it reaches the ledger: it is forgotten but for its name and hash. */
export async function takeTestFile(
  needs: TakeTestNeeds,
  row: Onboarding,
  who: Acting['who'],
  sent: SentFile,
): Promise<{ readonly after: Onboarding; readonly told: ToldFile }> {
  const tenant = orRefuse((await needs.registry.tenant(row.tenant)) ?? noProfile(row.tenant));
  const mapping = await agreedMapping(needs, row);
  if (mapping !== undefined && 'refused' in mapping) orRefuse(mapping);
  const agreed = mapping === undefined || 'refused' in mapping ? undefined : mapping;
  const between = { tenant, partner: await partnerOf(needs, row), mapping: agreed };
  const shown = await judgeFile(needs, row, between, sent);
  return { after: await noteShown(needs, row, who, shown), told: shown.told };
}

/** Notes what a piece of the message test has shown, for what was tested alone. */
export async function noteShown(
  needs: ActNeeds,
  row: Onboarding,
  who: Acting['who'],
  shown: Shown,
): Promise<Onboarding> {
  return takeAct(needs, { partner: row.partner, who }, (before, at) => {
    if (subjectOf(before) !== subjectOf(row))
      return refuse('busy', 'the partnership was changed meanwhile', { remedy: 'send the same request again' });
    const evidence = shown.evidence(before, { at, by: who.caller });
    const whole = missingMessages({ ...before, evidence: { ...before.evidence, ...evidence } }).length === 0;
    const act = shown.failed ? 'fail-message' : whole ? 'pass-message' : 'note-message';
    return { act, change: { evidence }, detail: shown.detail, told: 'onboarding-messages-tested' };
  });
}
