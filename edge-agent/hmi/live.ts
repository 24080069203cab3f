import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { type WebSocket, WebSocketServer } from 'ws';
import type { People } from '../people/people.ts';
import { mayDo } from '../people/rights.ts';
import type { Sessions } from '../people/sessions.ts';
import { Changes, type ToldStatus } from './changes.ts';

export interface LiveNeeds {
  readonly sessions: Pick<Sessions, 'whose'>;
  readonly people: Pick<People, 'none'>;
  readonly status: () => ToldStatus;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
  /** How often it is asked whether a client is still there and may still listen. */
  readonly lookMs?: number;
  /** How long a client is told nothing at most. */
  readonly aliveMs?: number;
}

/** Where the page listens. */
export const LIVE_PATH = '/api/live';

/** At most five messages a second. */
const PUSH_MS = 200;
/** How long a client may take to say who it is. */
const GREETING_MS = 5_000;
const LOOK_MS = 5_000;
/** A page cannot tell a line at which nothing happens from a connection that died without a word; it gives one up after ten seconds. */
const ALIVE_MS = 3_000;
/** What may wait for a client before it is dropped: it comes again and begins afresh. */
const MOST_WAITING = 256 * 1024;
const MOST_CLIENTS = 64;

/** Close codes of this endpoint, beside those of RFC 6455 §7.4.1. */
export const SESSION_OVER = 4401;
/** The session goes on, but whoever has it may not listen: he has a password to choose first, or somebody to vouch for him. */
export const NOT_PERMITTED = 4403;
const TOO_MANY = 4429;

const ALIVE = JSON.stringify({ kind: 'alive' });

const greeting = v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)) });

interface Client {
  readonly socket: WebSocket;
  readonly token: string;
  answered: boolean;
}

/**
 * Tells pages what changes at the lines, as it changes. A client's first message is `{ token }` of its session; the first answer is the whole
 * status, every later one what is new. Nothing is computed while nobody listens.
 */
export class Live {
  readonly #needs: LiveNeeds;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 4_096 });
  readonly #clients = new Set<Client>();
  #changes = new Changes();
  #timers: NodeJS.Timeout[] = [];

  constructor(needs: LiveNeeds) {
    this.#needs = needs;
  }

  /** Takes a connection over from the HTTP server, which has seen that it comes from this machine's own page. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#greet(opened));
  }

  /** How many listen. */
  get listening(): number {
    return this.#clients.size;
  }

  close(): void {
    this.#stop();
    for (const socket of this.#server.clients) socket.terminate();
    this.#clients.clear();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    const late = setTimeout(() => socket.close(SESSION_OVER, 'say who you are'), GREETING_MS).unref();
    socket.on('error', () => socket.terminate());
    socket.once('message', (data) => {
      clearTimeout(late);
      const said = v.safeParse(v.pipe(v.string(), v.parseJson(), greeting), String(data));
      const why = said.success ? this.#whyNot(said.output.token) : SESSION_OVER;
      if (!said.success || why !== undefined) socket.close(why, 'sign in first');
      else if (this.#clients.size >= MOST_CLIENTS) socket.close(TOO_MANY, 'too many listen');
      else this.#join(socket, said.output.token);
    });
  }

  #join(socket: WebSocket, token: string): void {
    const client: Client = { socket, token, answered: true };
    socket.on('pong', () => {
      client.answered = true;
    });
    socket.on('close', () => this.#leave(client));
    try {
      // What the others are told next begins from here, and so does this one.
      this.#push();
      const status = this.#needs.status();
      if (this.#clients.size === 0) {
        this.#changes = new Changes();
        this.#changes.since(status);
      }
      socket.send(JSON.stringify({ kind: 'status', status }));
    } catch (error) {
      this.#failed(error);
      socket.terminate();
      return;
    }
    this.#clients.add(client);
    if (this.#timers.length > 0) return;
    const { lookMs = LOOK_MS, aliveMs = ALIVE_MS } = this.#needs;
    this.#timers = [
      setInterval(() => this.#push(), PUSH_MS).unref(),
      setInterval(() => this.#look(), lookMs).unref(),
      setInterval(() => this.#tellAlive(), aliveMs).unref(),
    ];
  }

  #leave(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) this.#stop();
  }

  #stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #push(): void {
    if (this.#clients.size === 0) return;
    try {
      const change = this.#changes.since(this.#needs.status());
      if (change === undefined) return;
      const message = JSON.stringify({ kind: 'change', ...change });
      for (const { socket } of this.#clients) {
        // A page that does not keep up would have the agent remember for it; it comes again by itself.
        if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
        else socket.send(message);
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  #look(): void {
    for (const client of this.#clients) {
      const why = this.#whyNot(client.token);
      if (!client.answered) client.socket.terminate();
      else if (why !== undefined) client.socket.close(why, 'may listen no more');
      else {
        client.answered = false;
        client.socket.ping();
      }
    }
  }

  /** By a ping a page notices nothing: browsers answer it themselves. */
  #tellAlive(): void {
    for (const { socket } of this.#clients) socket.send(ALIVE);
  }

  /** As for reading reports over HTTP, whoever is signed in with that right may listen, and anyone where nobody signs in; otherwise the code to close with. */
  #whyNot(token: string): number | undefined {
    const { sessions, people } = this.#needs;
    const person = sessions.whose(token);
    if (person === undefined) return people.none() ? undefined : SESSION_OVER;
    const may = !person.mustChange && person.pending?.blocks !== true && mayDo(person.roles, 'read-report');
    return may ? undefined : NOT_PERMITTED;
  }

  #failed(error: unknown): void {
    this.#needs.log('live-failed', { error: String(error) });
  }
}
