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

/** A login that is being made. */
interface Flying {
  readonly under: string;
  readonly token: Promise<string>;
}

/**
 * Tokens of all tenants, for as long as the function lives. Whoever wants one while it is being asked for gets that one: a regulator may end the token before when it gives another. Who was
 * not let in asks no more for a while, whatever waits.
 */
export function keptTokens() {
  const kept = new Map<string, Kept>();
  const flying = new Map<string, Flying>();

  function fetched(whose: Whose, now: Date, login: Login): Promise<string> {
    const name = nameOf(whose);
    const before = flying.get(name);
    if (before?.under === whose.under) return before.token;
    const own: Flying = {
      under: whose.under,
      token: loggedIn(whose, now, login).finally(() => {
        if (flying.get(name) === own) flying.delete(name);
      }),
    };
    flying.set(name, own);
    return own.token;
  }

  async function loggedIn({ under, ...whose }: Whose, now: Date, login: Login): Promise<string> {
    const name = nameOf(whose);
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
      const found = kept.get(nameOf(whose));
      if (found === undefined || found.under !== whose.under || found.until <= now.getTime())
        return fetched(whose, now, login);
      if (typeof found.token !== 'string') throw found.token;
      return found.token;
    },
    /** Another one than that which was turned away. @throws NoToken */
    renew: async (whose: Whose, now: Date, turnedAway: string, login: Login): Promise<string> => {
      const found = kept.get(nameOf(whose));
      if (found?.token === turnedAway) kept.delete(nameOf(whose));
      // Somebody else whose call was turned away has another one already.
      const isOther = found !== undefined && found.token !== turnedAway && found.under === whose.under;
      if (isOther && typeof found.token === 'string' && found.until > now.getTime()) return found.token;
      return fetched(whose, now, login);
    },
  };
}

const nameOf = ({ tenant, market }: Pick<Whose, 'tenant' | 'market'>) => `${tenant}#${market}`;
