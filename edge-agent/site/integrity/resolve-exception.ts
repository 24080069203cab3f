import * as v from 'valibot';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Stores } from '../../open-stores.ts';
import type { Signature } from '../../store/acts.ts';
import { transaction } from '../../store/database.ts';
import type { HeldBack, SiteException } from '../../store/site-exceptions.ts';
import type { Fact } from '../foreign/foreign-line.ts';

/** A line's own way of taking what was held, and of closing a lot that waited. */
export interface Resolver {
  readonly line: string;
  /** Takes a fact as it is by a person's word, in the caller's transaction; refused when it cannot be so. */
  takeHeld(batch: number, fact: Fact): Refusal | undefined;
  /** Takes what waited and has come right meanwhile, and closes the lot if nothing is left, in the caller's transaction. */
  settle(batch: number): void;
  /** Told when it is on disk. */
  changed(batch: number): void;
}

/** A line of our own takes no facts: what is held of it are events, and it closes its lots itself. */
export const resolverOfLine = (line: { readonly name: string; changed(batch: number): void }): Resolver => ({
  line: line.name,
  takeHeld: () => refuse('conflict', `line ${line.name} tells no facts`),
  settle: () => undefined,
  changed: (batch) => line.changed(batch),
});

export interface ResolveNeeds extends Pick<Stores, 'db' | 'exceptions' | 'acts' | 'door' | 'outbox'> {
  readonly resolvers: readonly Resolver[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `tell`: it is so, and is told as it is with the explanation that was signed. `drop`: it is never told. */
export type How = 'tell' | 'drop';

/** Only what was held by us is read back, so its members are believed. */
const events = v.pipe(v.string(), v.parseJson(), v.custom<EpcisEvent[]>(Array.isArray));
const fact = v.pipe(
  v.string(),
  v.parseJson(),
  v.custom<Fact>((value) => typeof value === 'object' && value !== null),
);

/** Rolls back what was tried before it turned out that it may not be. */
class Not extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/**
 * Resolves an exception by a person's signature: what it holds, the signed act with all of that in it, and what follows are one transaction.
 *
 * @returns the refusal when it may not be resolved so; then nothing has changed
 */
export function resolveException(
  needs: ResolveNeeds,
  exception: number,
  how: How,
  signature: Signature,
): SiteException | Refusal {
  const { db, exceptions } = needs;
  const found = exceptions.get(exception);
  if (found === undefined) return refuse('not-found', `there is no exception ${exception}`);
  try {
    transaction(db, () => resolve(needs, exception, how, signature));
  } catch (error) {
    if (error instanceof Not) return error.refusal;
    throw error;
  }
  needs.resolvers.find(({ line }) => line === found.line)?.changed(found.batch);
  return exceptions.get(exception) ?? found;
}

function resolve(needs: ResolveNeeds, exception: number, how: How, signature: Signature): void {
  const { exceptions, acts, resolvers } = needs;
  // Two people may resolve it at once: the first one's word stands.
  const found = exceptions.get(exception);
  if (found?.state !== 'open') throw new Not(refuse('conflict', `exception ${exception} is resolved already`));
  const { line, batch, code, detail, subjects } = found;
  const held = exceptions.heldBy(exception);
  if (how === 'drop' && held.length === 0) throw new Not(cannotDrop(found));
  const body = { exception, code, detail, subjects, how, held: held.map((one) => JSON.parse(one.body)) };
  const subject = `exception ${exception}`;
  const act = acts.append({ line, batch, kind: 'resolve-exception', subject, signature, body });
  const at = signature.at;
  exceptions.resolve(exception, how === 'tell' ? 'told' : 'not-told', {
    at,
    act,
    who: signature.by,
    why: signature.reason,
  });
  if (how === 'tell') for (const one of held) tell(needs, one);
  releaseEvents(needs, batch);
  resolvers.find((one) => one.line === line)?.settle(batch);
}

function tell(needs: ResolveNeeds, { kind, body, line, batch, owner }: HeldBack): void {
  const { door, outbox, now, resolvers } = needs;
  if (kind === 'fact') {
    const refusal = resolvers.find((one) => one.line === line)?.takeHeld(batch, v.parse(fact, body));
    if (isRefusal(refusal)) throw new Not(refusal);
    return;
  }
  const group = v.parse(events, body);
  const wrong = door.look(group).find(({ mayTell }) => !mayTell);
  if (wrong !== undefined) {
    const { detail, rule, remedy } = wrong;
    throw new Not(refuse('conflict', detail, { rule, remedy: `${remedy} Or resolve it as not told.` }));
  }
  outbox.gather(line, batch, owner, group, now());
}

/** What waited only for something that is told now goes by itself, in its order. */
function releaseEvents({ exceptions, door, outbox, now }: ResolveNeeds, batch: number): void {
  for (const { exception, kind, body, line, owner } of exceptions.heldOf(batch)) {
    const found = exceptions.get(exception);
    if (kind !== 'events' || found?.code !== 'waits') continue;
    const group = v.parse(events, body);
    const wrong = door.look(group).filter(({ code, detail }) => code !== 'waits' || !detail.endsWith(` ${exception}`));
    if (wrong.length > 0) continue;
    exceptions.resolve(exception, 'cleared', { at: new Date(now()).toISOString(), why: 'what it waited for is told' });
    outbox.gather(line, batch, owner, group, now());
  }
}

const cannotDrop = ({ exception, remedy }: SiteException) =>
  refuse('conflict', `exception ${exception} holds nothing that could be left untold`, {
    rule: 'a lot is reported as it is, or put right first',
    remedy,
  });
