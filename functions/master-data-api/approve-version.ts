import { log } from '#common/log.ts';
import { notSecond } from '#common/onboarding/not-second.ts';
import { Refused } from '#common/refused.ts';
import type { Read } from '#common/store/master-data.ts';
import { keyNamedBy } from '#common/store/ssh-key-named.ts';
import { type Deed, type Target, takeStep } from '#common/take-step.ts';
import { approveVersion, type Seen } from '#shared/master-data/change-version.ts';
import { endedForGood } from '#shared/master-data/ended-for-good.ts';
import type { MasterKind } from '#shared/master-data/version.ts';
import type { Refusal } from '#shared/refusal.ts';
import { gtinsOf, ownership, prefixOf, type Wanted } from './may-own.ts';
import { mustBeUnused } from './must-be-unused.ts';
import { mustHaveKey } from './must-have-key.ts';
import type { MasterNeeds } from './needs.ts';
import { tellClosed } from './tell-version.ts';

export interface Known {
  readonly read: Read;
  readonly mayOwn: (one: Wanted) => Refusal | undefined;
}

/**
 * Approves what was submitted, as somebody who had no part in it, nor in what a partner's client wrote; products take their GTINs with it. A withdrawal is approved while nothing hangs on it. Asked again for a version that is approved it answers
 * that version.
 *
 * @param known what was read a moment ago of many
 * @throws Refused when it may not be approved, or is not what was read
 */
export async function approveOne(needs: MasterNeeds, name: MasterKind, target: Target, seen: Seen, known?: Known) {
  const kind = needs.kinds[name];
  const { tenant, caller } = target.who;
  const isOpen = known?.read.head.open?.version === seen.version;
  const earlier = isOpen ? undefined : await needs.master.version(tenant, name, target.id, seen.version);
  if (earlier !== undefined && earlier.state !== 'dropped' && earlier.revision === seen.revision) {
    await useTried(needs, name, target, seen);
    const stored = await needs.master.get(tenant, name, target.id);
    const head = stored?.head ?? { latest: seen.version, current: [] };
    return tellClosed(kind, target.id, earlier, head, needs.now().toISOString());
  }
  let mayOwn = known?.mayOwn;
  const deed: Deed = {
    decide: (head, doer) => endedForGood(name, target.id, head, doer.at) ?? approveVersion(head, seen, doer),
    before: async (before, step) => {
      const { closed } = step;
      const approver = { tenant, partner: target.id, caller };
      const part = name === 'partner' ? await notSecond(needs, approver, before?.open) : undefined;
      if (part !== undefined) throw new Refused(part);
      await mustHaveKey(needs, tenant, keyNamedBy(name, step));
      if (closed?.state === 'withdrawn') await mustBeUnused(needs, target, before);
      const content = closed?.content;
      if (content === undefined) return { gtins: [] };
      // Another tenant, or another product, may have taken a GTIN since the draft was written, and the tenant may have given up the prefix.
      const wanted = { id: target.id, content };
      const foreign = (mayOwn ?? (await ownership(needs, tenant, name, [wanted])))(wanted);
      mayOwn = undefined; // whoever lost to another looks again
      if (foreign !== undefined) throw new Refused(foreign);
      return { gtins: gtinsOf(name, target.id, content), prefix: prefixOf(name, content) };
    },
  };
  const { head, step } = await takeStep(needs, target, deed, known?.read);
  await useTried(needs, name, target, seen);
  log('master-data-approved', { tenant, kind: name, id: target.id, version: seen.version, by: caller });
  const closed = step === 'unchanged' ? undefined : step.closed;
  return closed && tellClosed(kind, target.id, closed, head, needs.now().toISOString());
}

/** With the version that a partner wrote come the credentials it was tested by; after a crash in between with the next call. */
async function useTried(needs: MasterNeeds, name: MasterKind, { id: partner, who }: Target, seen: Seen): Promise<void> {
  const row = name === 'partner' ? await needs.onboardings.get(who.tenant, partner) : undefined;
  const { submitted, evidence } = row ?? {};
  if (submitted?.version !== seen.version || submitted.revision !== seen.revision) return;
  const until = evidence?.partner?.at;
  if (until !== undefined) await needs.used.takeIntoUse({ partner, who, until, at: needs.now().toISOString() });
}
