import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Stores } from '../../open-stores.ts';
import type { Signature } from '../../store/acts.ts';
import { transaction } from '../../store/database.ts';
import type { HeldBack, SiteException } from '../../store/site-exceptions.ts';
import { type Behind, behind, leaveUntold } from './leave-untold.ts';
import { readHeld } from './names-in.ts';

/** A line's own way of taking what was held, and of closing a lot that waited. */
export interface Resolver {
  readonly line: string;
  /** Does something when nothing else is done for the line. */
  alone<Done>(work: () => Promise<Done>): Promise<Done>;
  /** Why held facts may not be told as they are; undefined when they may. */
  mayTell(held: readonly HeldBack[]): Promise<Refusal | undefined>;
  /** Has the facts that an exception holds told by a person's word, in the caller's transaction: they are taken by `settle`. */
  takeHeld(exception: number): void;
  /** Takes what was signed, and what waited and has come right meanwhile, and closes the lot if nothing is left. */
  settle(batch: number): Promise<void>;
}

/** A line of our own takes no facts: what is held of it are events, and it closes its lots itself. */
export const resolverOfLine = (line: { readonly name: string; changed(batch: number): void }): Resolver => ({
  line: line.name,
  alone: (work) => work(),
  mayTell: (held) =>
    Promise.resolve(
      held.some(({ kind }) => kind === 'fact') ? refuse('conflict', `line ${line.name} tells no facts`) : undefined,
    ),
  takeHeld: () => undefined,
  settle: async (batch) => line.changed(batch),
});

export interface ResolveNeeds
  extends Pick<Stores, 'db' | 'exceptions' | 'acts' | 'door' | 'outbox' | 'packs' | 'containers'> {
  readonly resolvers: readonly Resolver[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `tell`: it is so, and is told as it is with the explanation that was signed. `drop`: it is never told, nor what waits for it. */
export type How = 'tell' | 'drop';

/** Rolls back what was tried before it turned out that it may not be. */
class Not extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/**
 * Resolves an exception by a person's signature: the signed act with all that it holds in it, and what becomes of events, are one transaction. Facts of
 * another maker's line that are told, and what follows from them, are taken after that one after the other; when this resolves all of it is done.
 *
 * @returns the refusal when it may not be resolved so; then nothing has changed
 */
export async function resolveException(
  needs: ResolveNeeds,
  exception: number,
  how: How,
  signature: Signature,
): Promise<SiteException | Refusal> {
  const { exceptions, resolvers } = needs;
  const found = exceptions.get(exception);
  if (found === undefined) return refuse('not-found', `there is no exception ${exception}`);
  const own = resolvers.find((one) => one.line === found.line);
  const alone = own?.alone ?? ((work: () => Promise<readonly HeldBack[] | Refusal>) => work());
  const moved = await alone(async () => {
    const resolved = await resolveNow(needs, found, how, signature, own);
    if (!isRefusal(resolved)) await own?.settle(found.batch);
    return resolved;
  });
  if (isRefusal(moved)) return moved;
  const touched = new Map(moved.map(({ batch, line }) => [batch, line]));
  touched.delete(found.batch);
  for (const [batch, line] of touched) {
    const other = resolvers.find((one) => one.line === line);
    await other?.alone(() => other.settle(batch));
  }
  return exceptions.get(exception) ?? found;
}

async function resolveNow(
  needs: ResolveNeeds,
  { exception }: SiteException,
  how: How,
  signature: Signature,
  own: Resolver | undefined,
): Promise<readonly HeldBack[] | Refusal> {
  const { db, exceptions } = needs;
  const wrong = how === 'tell' ? await own?.mayTell(exceptions.heldBy(exception)) : undefined;
  if (wrong !== undefined) return wrong;
  try {
    return transaction(db, () => resolve(needs, exception, how, signature, own));
  } catch (error) {
    if (error instanceof Not) return error.refusal;
    throw error;
  }
}

/** Answers what else of what is held was resolved by it. */
function resolve(
  needs: ResolveNeeds,
  exception: number,
  how: How,
  signature: Signature,
  own: Resolver | undefined,
): HeldBack[] {
  const { exceptions, acts } = needs;
  // Two people may resolve it at once: the first one's word stands.
  const found = exceptions.get(exception);
  if (found?.state !== 'open') throw new Not(refuse('conflict', `exception ${exception} is resolved already`));
  const { line, batch, code, detail, subjects } = found;
  const held = exceptions.heldBy(exception);
  if (how === 'drop' && held.length === 0) throw new Not(cannotDrop(found));
  const followers = how === 'drop' ? behind(needs, exception) : [];
  const body = {
    ...{ exception, code, detail, subjects, how, held: held.map((one) => JSON.parse(one.body)) },
    ...(followers.length > 0 && {
      behind: followers.map((one) => ({ exception: one.held.exception, held: readHeld(one.held.body) })),
    }),
  };
  const subject = `exception ${exception}`;
  const act = acts.append({ line, batch, kind: 'resolve-exception', subject, signature, body });
  if (how === 'tell') {
    for (const one of held) mustBeTellable(needs, one);
    own?.takeHeld(exception);
  }
  const by = { at: signature.at, act, who: signature.by, why: signature.reason };
  exceptions.resolve(exception, how === 'tell' ? 'told' : 'not-told', by);
  for (const one of held) if (how === 'tell') tell(needs, one);
  for (const one of followers) leaveBehind(needs, one, exception, by);
  if (how === 'drop') {
    const why = `not told, exception ${exception}`;
    for (const one of held) if (one.kind === 'events') leaveUntold(needs, readHeld(one.body), { ...by, why });
  }
  return [...followers.map((one) => one.held), ...releaseEvents(needs)];
}

/** Events are judged while they are held, and a fact by whoever takes it. */
function mustBeTellable({ door }: ResolveNeeds, { kind, body, exception }: HeldBack): void {
  if (kind === 'fact') return;
  const wrong = door.look(readHeld(body), exception).find(({ mayTell }) => !mayTell);
  if (wrong === undefined) return;
  const { detail, rule, remedy } = wrong;
  throw new Not(refuse('conflict', detail, { rule, remedy: `${remedy} Or resolve it as not told.` }));
}

function tell({ outbox, now }: ResolveNeeds, { kind, body, line, batch, owner }: HeldBack): void {
  if (kind === 'events') outbox.gather(line, batch, owner, readHeld(body), now());
}

/** What waited for something that is never told goes the same way, but for what it says of other things. */
function leaveBehind(
  needs: ResolveNeeds,
  { held, rest }: Behind,
  exception: number,
  by: { readonly at: string; readonly act: number; readonly who: string },
): void {
  const { exceptions, outbox, door, now } = needs;
  const { line, batch, owner } = held;
  const why = `it waited for exception ${exception}, which is not told`;
  // Judged in its turn, while it is still held; what waits for something else too is held anew.
  const isRight = door.look(rest, held.exception).length === 0;
  exceptions.resolve(held.exception, rest.length > 0 ? 'cleared' : 'not-told', { ...by, why });
  if (rest.length > 0 && isRight) outbox.gather(line, batch, owner, rest, now());
  else if (rest.length > 0) door.admit(line, batch, owner, rest, now());
  else leaveUntold(needs, readHeld(held.body), { ...by, why: `not told, exception ${held.exception}` });
}

/** What waited only for something that is told now goes by itself, in its order. Answers what did. */
function releaseEvents({ exceptions, door, outbox, now }: ResolveNeeds): HeldBack[] {
  return exceptions.heldEvents().filter(({ exception, batch, body, line, owner }) => {
    if (exceptions.get(exception)?.code !== 'waits') return false;
    const group = readHeld(body);
    if (door.look(group, exception).length > 0) return false;
    exceptions.resolve(exception, 'cleared', { at: new Date(now()).toISOString(), why: 'what it waited for is told' });
    outbox.gather(line, batch, owner, group, now());
    return true;
  });
}

const cannotDrop = ({ exception, remedy }: SiteException) =>
  refuse('conflict', `exception ${exception} holds nothing that could be left untold`, {
    rule: 'a lot is reported as it is, or put right first',
    remedy,
  });
