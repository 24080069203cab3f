import { type Bearer, sessionEnded, unreachable } from './api.ts';
import { type Session, SignInFailed } from './tokens.ts';

/** `unused`: it ends soon, unless somebody uses the page. `ending`: its token holds, and there will be no next one. */
export type Standing = 'open' | 'unused' | 'ending' | 'ended';

export interface Present {
  readonly session: Session;
  readonly standing: Standing;
  /** When it ends, where that is soon. Milliseconds since 1970. */
  readonly endsAt: number;
  /** Whether somebody is asked to sign in again. */
  readonly isAsking: boolean;
  /** He signed out elsewhere: nothing of his is shown any more, and nobody goes on here. */
  readonly isGone: boolean;
}

interface Needs {
  /** The session's next token. Rejects with `SignInFailed` when there is none any more. */
  readonly renew: (session: Session) => Promise<Session>;
  readonly now: () => number;
}

type Outcome = 'renewed' | 'refused' | 'unreachable';

/** The next token is asked for when a tenth of the life of one is left, and an end is told so long before. */
const LEFT = 10;
/** A sign-in page that did not answer is not asked at every key that somebody presses. */
const PAUSE_MS = 10_000;

/**
 * Who is signed in for as long as the page is open. While somebody uses the page its token is renewed; a page that nobody used for as long as a token lives is signed in no longer,
 * and whoever comes back signs in again and finds it as it was.
 */
export class OpenSession implements Bearer {
  #present: Present;
  #usedAt: number;
  #renewing: Promise<Outcome> | undefined;
  /** When and why the sign-in page could not be asked. */
  #failed: { readonly at: number; readonly error: unknown } | undefined;
  readonly #needs: Needs;
  readonly #listeners = new Set<() => void>();

  constructor(first: Session, needs: Needs) {
    this.#present = { session: first, standing: 'open', endsAt: first.until, isAsking: false, isGone: false };
    this.#needs = needs;
    this.#usedAt = needs.now();
  }

  readonly present = (): Present => this.#present;

  readonly listen = (heard: () => void): (() => void) => {
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  };

  get token(): string {
    return this.#present.session.token;
  }

  /** Somebody used the page. That does not revive what ended while nobody did. */
  used(): void {
    this.#judge();
    if (this.#isOver()) return;
    this.#usedAt = this.#needs.now();
    void this.look();
  }

  /** Milliseconds until there is something to look at. */
  rest(): number {
    if (this.#isOver()) return Number.POSITIVE_INFINITY;
    const { session } = this.#present;
    const now = this.#needs.now();
    const ends = [session.until, this.#idleAt()];
    const moments = ends.flatMap((end) => [end - leftOf(session), end]);
    return Math.min(...moments.filter((moment) => moment > now)) - now;
  }

  /** Renews what ends soon, and says what has ended or will. Never rejects. */
  async look(): Promise<void> {
    this.#judge();
    const { session } = this.#present;
    const isDue = this.#needs.now() >= session.until - leftOf(session);
    if (this.#isOver() || session.renewal === undefined || !isDue) return;
    await this.#renew();
    this.#judge();
  }

  async hold(isQuestion: boolean, signal?: AbortSignal): Promise<string> {
    const looking = this.look();
    if (!this.#holds()) await looking;
    if (this.#isOver()) {
      if (!isQuestion) {
        this.ask(true);
        throw sessionEnded();
      }
      await this.#reopened(signal);
    } else if (!this.#holds()) throw unreachable(this.#failed?.error);
    return this.token;
  }

  async refused(token: string): Promise<boolean> {
    this.#judge();
    if (token !== this.token) return true;
    if (this.#isOver()) return false;
    const outcome = await this.#renew();
    if (token !== this.token) return true;
    // Nobody could say whether there is a next one: what was asked may be asked again.
    if (outcome === 'unreachable') throw unreachable(this.#failed?.error);
    if (!this.#isOver()) this.#end(true);
    return false;
  }

  /** Whoever is signed in leaves. @returns what nothing is to be renewed with any more */
  leave(): string | undefined {
    const { renewal } = this.#present.session;
    this.#end(false);
    return renewal;
  }

  /** The same, of who left in another tab. */
  drop(): string | undefined {
    const renewal = this.leave();
    this.#change({ isGone: true });
    return renewal;
  }

  /** Asks somebody to sign in again, or no longer. */
  ask(isAsking: boolean): void {
    this.#change({ isAsking });
  }

  /** Somebody signed in again for this page. @throws SignInFailed when it is another's */
  resume(session: Session): void {
    const { username, tenant } = this.#present.session;
    if (session.username !== username || session.tenant !== tenant)
      throw new SignInFailed(
        `This page is that of ${username}, and you signed in as ${session.username}. Load it anew to go on so: what was written here is lost then.`,
      );
    this.#usedAt = this.#needs.now();
    this.#failed = undefined;
    this.#change({ session, standing: 'open', isAsking: false });
  }

  #isOver(): boolean {
    return this.#present.standing === 'ended';
  }

  /** Its token has not ended. */
  #holds(): boolean {
    return this.#needs.now() < this.#present.session.until;
  }

  /** When nobody has used the page for as long as a token lives. */
  #idleAt(): number {
    const { until, since } = this.#present.session;
    return this.#usedAt + (until - since);
  }

  /** Says how it stands by the clock. */
  #judge(): void {
    if (this.#isOver()) return;
    const { session, standing, endsAt: told } = this.#present;
    const now = this.#needs.now();
    const idleAt = this.#idleAt();
    const isLast = session.renewal === undefined && session.until <= idleAt;
    const endsAt = isLast ? session.until : idleAt;
    const isNear = now >= endsAt - leftOf(session);
    const next = !isNear ? 'open' : isLast ? 'ending' : 'unused';
    if (now >= endsAt) this.#end(true);
    // A page that is used is not shown anew at every key.
    else if (next !== standing || (isNear && told !== endsAt)) this.#change({ standing: next, endsAt });
  }

  #end(isAsking: boolean): void {
    const { session } = this.#present;
    this.#change({ session: { ...session, renewal: undefined }, standing: 'ended', isAsking });
  }

  /** Several that ask at once renew once. */
  #renew(): Promise<Outcome> {
    this.#renewing ??= this.#attempt().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #attempt(): Promise<Outcome> {
    const { session } = this.#present;
    if (session.renewal === undefined) return 'refused';
    if (this.#failed !== undefined && this.#needs.now() < this.#failed.at + PAUSE_MS) return 'unreachable';
    try {
      const next = await this.#needs.renew(session);
      this.#failed = undefined;
      // Somebody may have signed in in a window meanwhile, or left.
      if (this.#present.session === session) this.#change({ session: next, standing: 'open', isAsking: false });
      return 'renewed';
    } catch (error) {
      if (!(error instanceof SignInFailed)) {
        this.#failed = { at: this.#needs.now(), error };
        return 'unreachable';
      }
      if (this.#present.session === session) this.#change({ session: { ...session, renewal: undefined } });
      return 'refused';
    }
  }

  async #reopened(signal: AbortSignal | undefined): Promise<void> {
    const opened = Promise.withResolvers<void>();
    const stop = this.listen(() => !this.#isOver() && opened.resolve());
    const abort = () => opened.reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    await opened.promise.finally(() => {
      stop();
      signal?.removeEventListener('abort', abort);
    });
  }

  #change(to: Partial<Present>): void {
    this.#present = { ...this.#present, ...to };
    for (const heard of this.#listeners) heard();
  }
}

/** Milliseconds before its end at which the next token is asked for. */
const leftOf = ({ until, since }: Session): number => (until - since) / LEFT;
