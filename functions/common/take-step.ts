import type { Doer, Step, Unchanged } from '#shared/master-data/change-version.ts';
import type { MasterHead, MasterKind } from '#shared/master-data/version.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { judgeCertificates } from './as2/judge-certificates.ts';
import { entryOf } from './entry-of.ts';
import type { Principal } from './principal.ts';
import { orRefuse, Refused } from './refused.ts';
import { ATTEMPTS, pause } from './store/backoff.ts';
import type { MasterData, Read } from './store/master-data.ts';

export interface StepNeeds {
  readonly master: Pick<MasterData, 'get' | 'commit'>;
  readonly now: () => Date;
}

/** A product, location or partner, and who wants something of it. */
export interface Target {
  readonly kind: MasterKind;
  readonly id: string;
  readonly who: Pick<Principal, 'tenant' | 'home' | 'caller'>;
}

/** What a step takes for its tenant. */
export interface Claims {
  readonly gtins: readonly string[];
  /** The company prefix they are under. */
  readonly prefix?: string | undefined;
}

const nothing: Claims = { gtins: [] };

/** What is done, as pure code decides it. */
export interface Deed {
  decide(head: MasterHead | undefined, doer: Doer): Step | Unchanged | Refusal;
  /** Looks at what the step touches before it is stored; refuses by throwing. Answers what it takes. */
  before?(head: MasterHead | undefined, step: Step): Promise<Claims>;
  readonly reason?: string | undefined;
}

/**
 * Reads, decides, stores with an audit entry; the head as it stands then. Going round again is safe: nothing was written, and it is decided anew by what
 * stands now.
 *
 * @param known what was read a moment ago, which saves reading it again; `'nothing'` when there was none
 */
export async function takeStep(
  { master, now }: StepNeeds,
  { kind, id, who }: Target,
  deed: Deed,
  known?: Read | 'nothing',
): Promise<{ head: MasterHead; step: Step | Unchanged }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const read =
      attempt === 1 && known !== undefined
        ? known === 'nothing'
          ? undefined
          : known
        : await master.get(who.tenant, kind, id);
    const at = now().toISOString();
    const step = orRefuse(deed.decide(read?.head, { by: who.caller, at }));
    if (step === 'unchanged') return { head: headOf(read?.head), step };
    if (kind === 'partner') mustBeUsable(step);
    const { gtins: claims, prefix } = (await deed.before?.(read?.head, step)) ?? nothing;
    const detail = { version: step.version, ...(deed.reason !== undefined && { reason: deed.reason }) };
    const audit = entryOf(who, at, `${kind}-${step.did}`, `${kind} ${id}`, { detail });
    if ((await master.commit({ tenant: who.tenant, kind, id, read, step, claims, prefix, audit })) === 'stored')
      return { head: step.head, step };
  }
  throw new Refused(
    refuse('busy', `${kind} ${id} was changed by others ${ATTEMPTS} times`, {
      remedy: 'read it again, then send the same request',
    }),
  );
}

/** What is handed in, or comes into force, can be used: nobody would see before the first document that it cannot. */
function mustBeUsable({ did, head, closed }: Step): void {
  const handedIn = did === 'submitted' ? head.open?.content : undefined;
  const content = handedIn ?? (did === 'approved' ? closed?.content : undefined);
  const problem = content && judgeCertificates(content);
  if (problem !== undefined) throw new Refused(problem);
}

const headOf = (head: MasterHead | undefined): MasterHead => head ?? { latest: 0, current: [] };
