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
  #waiting = 0;

  /** @param clock milliseconds that never go back */
  constructor(clients: readonly LineClient[], clock: () => number) {
    this.#clients = new Map(clients.map((one) => [one.id, one]));
    this.#clock = clock;
  }

  /** A token for whoever has that secret. Secrets are checked one at a time. */
  async token(id: string, secret: string): Promise<string | Refusal> {
    if (this.#waiting >= MOST_WAITING) return refuse('busy', 'too many ask for a token at once');
    this.#waiting++;
    const client = this.#clients.get(id);
    const turn = this.#last.then(() => isPassword(secret, client?.secret ?? NOBODY));
    this.#last = turn.catch(() => undefined);
    try {
      if ((await turn) && client !== undefined) return this.#issue(client);
    } finally {
      this.#waiting--;
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
