import { type Refusal, refuse } from '../refusal.ts';
import type { Pool } from './pool.ts';
import { type CodeProfile, codeProfile, codeProfiles } from './profiles.ts';

/** One in so many serials at most is ever issued: a guess must hit with a probability below 1:10,000 (Regulation (EU) 2016/161, art. 4(b)). */
export const sparseness = 10_000n;

/** What of a pool a profile has an opinion on. */
export interface PoolShape {
  readonly kind: Exclude<Pool['kind'], 'sscc'>;
  readonly alphabet?: string;
  readonly length?: number;
  /** Letters at the end that cannot be told beforehand. */
  readonly suffix?: number;
  readonly profile?: string;
}

/** Why a pool breaks the profile it names, or issues in order where nothing allows it; undefined when it fits. */
export function profileProblem(shape: PoolShape): Refusal | undefined {
  const profile = shape.profile === undefined ? undefined : codeProfile(shape.profile);
  if (shape.profile !== undefined && profile === undefined)
    return refuse('malformed', `there is no code profile ${shape.profile}`, {
      at: '/profile',
      remedy: `choose one of ${codeProfiles.map(({ id }) => id).join(', ')} (GET /api/profiles)`,
    });
  return (
    orderProblem(shape, profile) ?? (profile && (issuingProblem(shape, profile) ?? spellingProblem(shape, profile)))
  );
}

/** Serials in order can be guessed, unless a market does not mind or what cannot be guessed follows. */
function orderProblem({ kind, alphabet = '', suffix = 0 }: PoolShape, profile?: CodeProfile): Refusal | undefined {
  if (kind !== 'sequential' || BigInt(alphabet.length) ** BigInt(suffix) >= sparseness) return undefined;
  if (suffix === 0 && profile?.issuing === 'random or sequential') return undefined;
  if (profile?.issuing === 'imported') return undefined;
  return refuse(
    'malformed',
    suffix === 0 ? 'serials in order can be guessed' : `a suffix of ${suffix} letters is too short`,
    {
      at: '/suffix',
      rule:
        profile?.guessBound === undefined
          ? 'Seriate: a guess hits once in 10,000 at most'
          : `${profile.source}: a guess hits once in ${profile.guessBound} at most`,
      remedy: `give a suffix of ${suffixNeeded(alphabet.length)} letters or more, open a random pool, or name a profile that allows serials in order`,
    },
  );
}

const suffixNeeded = (letters: number) =>
  Math.ceil(Math.log(Number(sparseness)) / Math.log(Math.max(2, letters)) - 1e-9);

function issuingProblem({ kind }: PoolShape, profile: CodeProfile): Refusal | undefined {
  if (profile.issuing !== 'imported' || kind === 'imported') return undefined;
  return refuse('malformed', `codes of ${profile.name} are issued by its operator`, {
    at: '/kind',
    rule: profile.source,
    remedy: 'open a pool of kind "imported" and import the codes that the operator issued',
  });
}

function spellingProblem({ alphabet, length }: PoolShape, profile: CodeProfile): Refusal | undefined {
  const { least, most } = profile.length;
  if (length !== undefined && (length < least || length > most))
    return refuse('malformed', `codes of ${profile.name} have ${range(least, most)} characters, not ${length}`, {
      at: '/length',
      rule: profile.source,
      remedy: `choose a length of ${range(least, most)}`,
    });
  const foreign = [...(alphabet ?? '')].find((letter) => !profile.alphabet.includes(letter));
  if (foreign === undefined) return undefined;
  return refuse('malformed', `codes of ${profile.name} have no ${JSON.stringify(foreign)}`, {
    at: '/alphabet',
    rule: profile.source,
    remedy: `choose letters of ${profile.alphabet}`,
  });
}

const range = (least: number, most: number) => (least === most ? String(least) : `${least} to ${most}`);
