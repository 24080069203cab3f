import { type Bearer, sessionEnded } from './api.ts';
import { type Session, SignInFailed } from './tokens.ts';

/** `ending`: its token holds, and there will be no next one. */
export type Standing = 'open' | 'ending' | 'ended';

export interface Present {
  readonly session: Session;
  readonly standing: Standing;
  /** Whether somebody is asked to sign in again. */
  readonly isAsking: boolean;
}

interface Needs {
  /** The session's next token. Rejects with `SignInFailed` when there is none any more. */
  readonly renew: (session: Session) => Promise<Session>;
  readonly now: () => number;
}

type Outcome = 'renewed' | 'refused' | 'unused' | 'unreachable';

/** The next token is asked for when a tenth of the life of one is left. */
const LEFT = 10;

/**
 * Who is signed in for as long as the page is open. While somebody uses the page its token is renewed; a page that nobody used for as long as a token lives is signed in no longer,
 * and whoever comes back signs in again and finds it as it was.
 */
export class OpenSession implements Bearer {
  #present: Present;
  #usedAt: number;
  #renewing: Promise<Outcome> | undefined;
  readonly #needs: Needs;
  readonly #listeners = new Set<() => void>();

  constructor(first: Session, needs: Needs) {
    this.#present = { session: first, standing: 'open', isAsking: false };
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

  /** Somebody pressed something. That does not revive what ended while nobody did. */
  used(): void {
    if (this.#isAlive()) this.#usedAt = this.#needs.now();
    void this.look();
  }

  /** Milliseconds until there is something to look at. */
  rest(): number {
    const { until, since } = this.#present.session;
    const now = this.#needs.now();
    const renewedAt = until - (until - since) / LEFT;
    return Math.max(0, (now < renewedAt ? renewedAt : until) - now);
  }

  /** Renews what ends soon, and says what has ended. Never rejects. */
  async look(): Promise<void> {
    const { session, standing } = this.#present;
    const left = (session.until - session.since) / LEFT;
    if (standing === 'ended' || this.#needs.now() < session.until - left) return;
    const outcome = await this.#renew();
    // Where the sign-in page cannot be asked, it is asked the next time.
    if (outcome === 'renewed' || outcome === 'unreachable') return;
    if (!this.#isAlive()) this.#end();
    else if (outcome === 'refused' && standing === 'open') this.#change({ standing: 'ending' });
  }

  async hold(isQuestion: boolean, signal?: AbortSignal): Promise<string> {
    const looking = this.look();
    if (!this.#isAlive()) await looking;
    if (this.#present.standing === 'ended') {
      if (!isQuestion) {
        this.ask(true);
        throw sessionEnded();
      }
      await this.#reopened(signal);
    }
    return this.token;
  }

  async refused(token: string): Promise<boolean> {
    if (token !== this.token) return true;
    if (this.#present.standing !== 'ended' && (await this.#renew()) !== 'renewed') this.#end();
    return token !== this.token;
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
    this.#change({ session, standing: 'open', isAsking: false });
  }

  #isAlive(): boolean {
    return this.#needs.now() < this.#present.session.until;
  }

  #end(): void {
    const { session } = this.#present;
    this.#change({ session: { ...session, renewal: undefined }, standing: 'ended', isAsking: true });
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
    if (this.#needs.now() - this.#usedAt > session.until - session.since) return 'unused';
    try {
      const next = await this.#needs.renew(session);
      // Somebody may have signed in in a window meanwhile.
      if (this.#present.session === session) this.#change({ session: next, standing: 'open', isAsking: false });
      return 'renewed';
    } catch (error) {
      if (!(error instanceof SignInFailed)) return 'unreachable';
      if (this.#present.session === session) this.#change({ session: { ...session, renewal: undefined } });
      return 'refused';
    }
  }

  async #reopened(signal: AbortSignal | undefined): Promise<void> {
    const opened = Promise.withResolvers<void>();
    const stop = this.listen(() => this.#present.standing !== 'ended' && opened.resolve());
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
