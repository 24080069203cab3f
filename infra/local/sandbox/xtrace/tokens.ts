import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Asked, Told } from '../serve.ts';
import { refused } from './called.ts';
import type { CountryRules, Participant } from './countries.ts';
import type { Language } from './texts.ts';

const LIFE_MS = 1_800_000;
const said = v.pipe(v.string(), v.parseJson(), v.object({ login: v.string(), password: v.string() }));

/** Lets participants in: by tokens for name and password, which end after half an hour, or by their keys. */
export function openTokens(now: () => number) {
  const given = new Map<string, { readonly who: Participant; readonly country: string; readonly until: number }>();
  return {
    answer: (country: string, among: readonly Participant[], { body }: Asked, language: Language): Told => {
      const read = v.safeParse(said, body.toString('utf8'));
      const who = read.success
        ? among.find(({ login, password }) => login === read.output.login && password === read.output.password)
        : undefined;
      if (who === undefined) return refused(401, 'NOT_LET_IN', language);
      const accessToken = randomUUID();
      given.set(accessToken, { who, country, until: now() + LIFE_MS });
      const tokens = { accessToken, refreshToken: randomUUID() };
      return { status: 200, body: { ...tokens, tokenType: 'BEARER', expiresIn: String(LIFE_MS) } };
    },
    whoIs: (country: string, { login }: CountryRules, among: readonly Participant[], { headers }: Asked) => {
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      if (login === 'key') return among.find(({ apiKey }) => apiKey !== undefined && apiKey === token);
      const held = given.get(token);
      return held !== undefined && held.country === country && held.until > now() ? held.who : undefined;
    },
  };
}
