import type { Address } from '../address.ts';
import type { Health } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { type Link, openLink } from '../link.ts';
import { Conversation, type Listen } from './conversation.ts';
import {
  LOGGED_IN,
  listenStatus,
  listenValue,
  type NativeAnswer,
  type NativeNews,
  nativeReader,
  nativeStatus,
} from './native-mode.ts';

export interface NativeAddress extends Address {
  readonly user: string;
  readonly password: string;
}

/** A connection in native mode: it logs in by itself, again after every loss, and takes commands in between. */
export class NativeSession {
  readonly #at: NativeAddress;
  readonly #link: Link;
  readonly #talk: Conversation;
  readonly #loggedIn: (session: AbortSignal) => void;
  #read = nativeReader();
  #stage: 'user' | 'password' | 'in' = 'user';
  #session = new AbortController();
  #tooLong: NodeJS.Timeout | undefined;

  /** `loggedIn` is called at the beginning of each session, with a signal that aborts at its end. */
  constructor(at: NativeAddress, loggedIn: (session: AbortSignal) => void) {
    this.#at = at;
    this.#loggedIn = loggedIn;
    this.#talk = new Conversation(
      (command) => this.#sendCommand(command),
      () => this.#link.drop('refused'),
    );
    this.#link = openLink(at, {
      connected: () => {
        this.#read = nativeReader();
        this.#stage = 'user';
        this.#session = new AbortController();
        this.#tooLong = setTimeout(() => this.#link.drop('refused'), at.timeoutMs);
      },
      received: (chunk) => {
        this.#read(chunk).every((news) => this.#take(news));
      },
      lost: () => {
        clearTimeout(this.#tooLong);
        this.#stage = 'user';
        this.#session.abort();
        this.#talk.lost();
      },
    });
  }

  /** Commands sent into a login would be taken for a name or a password. */
  #sendCommand(command: string): Promise<void> {
    if (this.#stage === 'in') return this.#link.send(`${command}\r\n`);
    return Promise.reject(new DeviceFault('disconnected', 'not logged in'));
  }

  /** Answers whether what follows is still of use. */
  #take(news: NativeNews): boolean {
    if (news.kind === 'prompt') return this.#answerPrompt(news.asks);
    if (this.#stage === 'in') this.#talk.take(news.text);
    else if (news.text === LOGGED_IN) this.#begin();
    return true;
  }

  #answerPrompt(asks: 'user' | 'password'): boolean {
    if (asks === 'user' && this.#stage === 'password') {
      // Asked for the user once more: it did not like the first one.
      this.#link.drop('misconfigured');
      return false;
    }
    this.#stage = 'password';
    this.#link.send(`${asks === 'user' ? this.#at.user : this.#at.password}\r\n`).catch(() => undefined);
    return true;
  }

  #begin(): void {
    clearTimeout(this.#tooLong);
    this.#stage = 'in';
    this.#loggedIn(this.#session.signal);
  }

  #ask<Answer>(command: string, listen: Listen<Answer>, signal: AbortSignal, ms: number): Promise<Answer> {
    return this.#talk.ask(command, command, listen, { ms, signal });
  }

  /** Sends a command that sets something; answers its status. */
  async status(command: string, signal: AbortSignal, ms = this.#at.timeoutMs): Promise<number> {
    const { status } = await this.#ask(command, listenStatus(), signal, ms);
    return status;
  }

  /** As `status`, where only success will do. @throws DeviceFault `rejected` */
  async set(command: string, signal: AbortSignal): Promise<void> {
    const status = await this.status(command, signal);
    if (status !== 1) throw new DeviceFault('rejected', `${command}: ${nativeStatus(status)}`);
  }

  /** Gets a value; answers the status and, if that is 1, the value. */
  get(command: string, signal: AbortSignal): Promise<NativeAnswer> {
    return this.#ask(command, listenValue(), signal, this.#at.timeoutMs);
  }

  health(): Health {
    return this.#link.health();
  }

  judge(health: Health): void {
    this.#link.judge(health);
  }

  drop(health: Health): void {
    this.#link.drop(health);
  }

  async close(): Promise<void> {
    clearTimeout(this.#tooLong);
    this.#session.abort();
    await this.#link.close();
  }
}
