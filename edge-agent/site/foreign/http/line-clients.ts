import { createHash, randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { isPassword } from '../../../people/password.ts';

/** Who may speak for a line. */
export interface LineClient {
  readonly line: string;
  readonly id: string;
  /** What `hashPassword` made of it. */
  readonly secret: string;
}

/** How long a token is good, in seconds. */
export const TOKEN_S = 3_600;

/** Tries that may wait: each takes a tenth of a second of a processor that other lines have packs for. */
const MOST_WAITING = 8;
/** How many of these may come from one address: whoever tries secrets takes no line's place. */
const MOST_OF_ONE = 2;
/** Tokens of one client at a time; the oldest goes first. A client that asks for one with every call still gets on. */
const MOST_TOKENS = 16;
/** Checked against for an id that nobody has, so that the answer takes as long. */
const NOBODY = `scrypt:15:8:1:${'A'.repeat(22)}:${'A'.repeat(43)}`;

/** Lets lines in by client credentials (RFC 6749 §4.4). Tokens end with the process: a line asks for another one. */
export class LineClients {
  readonly #clients: ReadonlyMap<string, LineClient>;
  readonly #clock: () => number;
  /** By the digest of the token, oldest first. */
  readonly #tokens = new Map<string, { readonly client: LineClient; readonly until: number }>();
  #last: Promise<unknown> = Promise.resolve();
  /** How many tries of each address wait. */
  readonly #waiting = new Map<string, number>();

  /** @param clock milliseconds that never go back */
  constructor(clients: readonly LineClient[], clock: () => number) {
    this.#clients = new Map(clients.map((one) => [one.id, one]));
    this.#clock = clock;
  }

  /** A token for whoever has that secret. Secrets are checked one at a time. `from`: the address that asks. */
  async token(id: string, secret: string, from: string): Promise<string | Refusal> {
    const all = [...this.#waiting.values()].reduce((sum, many) => sum + many, 0);
    const own = this.#waiting.get(from) ?? 0;
    if (own >= MOST_OF_ONE || all >= MOST_WAITING) return refuse('busy', 'too many ask for a token at once');
    this.#waiting.set(from, own + 1);
    const client = this.#clients.get(id);
    const turn = this.#last.then(() => isPassword(secret, client?.secret ?? NOBODY));
    this.#last = turn.catch(() => undefined);
    try {
      if ((await turn) && client !== undefined) return this.#issue(client);
    } finally {
      const left = (this.#waiting.get(from) ?? 1) - 1;
      if (left > 0) this.#waiting.set(from, left);
      else this.#waiting.delete(from);
    }
    return refuse('unauthenticated', 'client and secret do not belong together', {
      rule: 'RFC 6749 §4.4',
      remedy: 'Ask whoever runs the site for the client of this line.',
    });
  }

  /** The line that a token speaks for; undefined when it is of nobody or has run out. */
  lineOf(token: string): string | undefined {
    const found = this.#tokens.get(digest(token));
    return found === undefined || found.until <= this.#clock() ? undefined : found.client.line;
  }

  #issue(client: LineClient): string {
    const now = this.#clock();
    for (const [key, { until }] of this.#tokens) if (until <= now) this.#tokens.delete(key);
    const own = [...this.#tokens].filter(([, one]) => one.client === client).map(([key]) => key);
    for (const key of own.slice(0, Math.max(0, own.length - MOST_TOKENS + 1))) this.#tokens.delete(key);
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(digest(token), { client, until: now + TOKEN_S * 1000 });
    return token;
  }
}

const digest = (token: string) => createHash('sha256').update(token).digest('base64url');
