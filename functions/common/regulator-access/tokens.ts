import { NoToken, type Token } from './proof.ts';

/** Whose token it is, and for what: another secret, or the same changed, has another token. */
export interface Whose {
  readonly tenant: string;
  readonly market: string;
  /** A digest of where it leads and of what the secret holds. */
  readonly under: string;
}

export type Login = () => Promise<Token>;
export type Tokens = ReturnType<typeof keptTokens>;

/** A token is changed so long before its end, in seconds: a call takes its time, and clocks differ. Of one that lives less than four times that: a quarter. */
const BEFORE_END = 60;

interface Kept {
  readonly under: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly token: string | NoToken;
}

/** Tokens of all tenants, for as long as the function lives. Who was not let in asks no more for a while, whatever waits. */
export function keptTokens() {
  const kept = new Map<string, Kept>();

  async function fetched({ tenant, market, under }: Whose, now: Date, login: Login): Promise<string> {
    const name = `${tenant}#${market}`;
    try {
      const { value, life } = await login();
      kept.set(name, { under, token: value, until: now.getTime() + (life - Math.min(BEFORE_END, life / 4)) * 1000 });
      return value;
    } catch (error) {
      if (error instanceof NoToken && error.refused)
        kept.set(name, { under, token: error, until: now.getTime() + error.wait * 1000 });
      throw error;
    }
  }

  return {
    /** A token that holds: the one at hand, or another one. @throws NoToken */
    get: async (whose: Whose, now: Date, login: Login): Promise<string> => {
      const found = kept.get(`${whose.tenant}#${whose.market}`);
      if (found === undefined || found.under !== whose.under || found.until <= now.getTime())
        return fetched(whose, now, login);
      if (typeof found.token !== 'string') throw found.token;
      return found.token;
    },
    /** Another one than that which was turned away. @throws NoToken */
    renew: async (whose: Whose, now: Date, turnedAway: string, login: Login): Promise<string> => {
      const found = kept.get(`${whose.tenant}#${whose.market}`);
      if (found?.token === turnedAway) kept.delete(`${whose.tenant}#${whose.market}`);
      return fetched(whose, now, login);
    },
  };
}
