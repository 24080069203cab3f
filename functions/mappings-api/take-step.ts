import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import type { Principal } from '#common/principal.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { ATTEMPTS, pause } from '#common/store/backoff.ts';
import { mappingName } from '#shared/mapping/mapping.ts';
import type { Doer, Step, Unchanged } from '#shared/master-data/change-version.ts';
import type { MasterHead } from '#shared/master-data/version.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { MappingApiNeeds } from './needs.ts';

/** A mapping, and who wants something of it. */
export interface Target {
  readonly name: string;
  readonly who: Pick<Principal, 'tenant' | 'home' | 'caller'>;
}

/** What is done, as pure code decides it. */
export interface Deed {
  decide(head: MasterHead | undefined, doer: Doer): Step | Unchanged | Refusal;
  /** Looks at what the step touches before it is stored; refuses by throwing. */
  before?(step: Step): Promise<void>;
  readonly reason?: string | undefined;
}

/** What the path names. */
export function targetOf(
  request: Target['who'] & { readonly path: Readonly<Record<string, string | undefined>> },
): Target {
  const name = v.safeParse(mappingName, request.path['name'] ?? '');
  if (name.success) return { name: name.output, who: request };
  throw new Refused(
    refuse('bad-parameter', `a name of a mapping ${name.issues[0].message}`, {
      at: '/name',
      remedy: 'take another name',
    }),
  );
}

/**
 * Reads, decides, stores with an audit entry; the head as it stands then. Going round again is safe: nothing was written, and it is decided anew by what
 * stands now.
 */
export async function takeStep(
  { mappings, now }: Pick<MappingApiNeeds, 'mappings' | 'now'>,
  { name, who }: Target,
  deed: Deed,
): Promise<{ head: MasterHead; step: Step | Unchanged }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const read = await mappings.get(who.tenant, name);
    const at = now().toISOString();
    const step = orRefuse(deed.decide(read?.head, { by: who.caller, at }));
    if (step === 'unchanged') return { head: read?.head ?? { latest: 0, current: [] }, step };
    await deed.before?.(step);
    const detail = { version: step.version, ...(deed.reason !== undefined && { reason: deed.reason }) };
    const audit = entryOf(who, at, `mapping-${step.did}`, `mapping ${name}`, { detail });
    if ((await mappings.commit(who.tenant, name, { read, step, audit })) === 'stored') return { head: step.head, step };
  }
  throw new Refused(
    refuse('busy', `mapping ${name} was changed by others ${ATTEMPTS} times`, {
      remedy: 'read it again, then send the same request',
    }),
  );
}
