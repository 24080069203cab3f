import { type Refusal, refuse } from '../refusal.ts';
import { codeProfile, codeProfiles } from '../serials/profiles.ts';
import { printable, tails } from './printable.ts';

/** What of a recipe a market has a say in. */
interface Packed {
  readonly market?: string | undefined;
  readonly elements: readonly string[];
  readonly text: readonly string[];
  readonly printer?: { readonly fields: Readonly<Record<string, string>> } | undefined;
}

/**
 * What a recipe for one market lacks of what that market wants on its packs: the elements of the code in its order, each of them also in
 * letters that people read. Undefined when nothing is wrong, and for a recipe that is for any market.
 */
export function marketProblem({ market, elements, text, printer }: Packed): Refusal | undefined {
  if (market === undefined) return tailProblem(elements);
  const profile = codeProfile(market);
  if (profile === undefined) {
    const known = codeProfiles.map(({ id }) => id).join(', ');
    return wrong(`there is no market profile ${market}`, '/market', 'GET /api/profiles', `Name one of ${known}.`);
  }
  const { name, aiOrder, extra, source } = profile;
  const missing = [...aiOrder, ...extra.map(({ ai }) => ai)].filter((ai) => !isPrintable(ai));
  if (aiOrder.length === 0 || missing.length > 0) {
    const what = aiOrder.length === 0 ? profile.carrier : missing.map((ai) => `(${ai})`).join(', ');
    return wrong(
      `packs for ${name} bear ${what}, which no line prints yet`,
      '/market',
      source,
      'Leave the market out.',
    );
  }
  if (aiOrder.join() !== elements.join()) {
    const order = aiOrder.map((ai) => `(${ai})`).join(' ');
    return wrong(`${name} wants its elements as ${order}`, '/elements', source, `Put them into that order: ${order}.`);
  }
  const lines = [...text, ...Object.values(printer?.fields ?? {})];
  // Nobody types what only the operator can check.
  const forPeople = elements.filter((ai) => !isTail(ai));
  const unread = forPeople.find((ai) => !lines.some((line) => placesFor(ai).some((place) => line.includes(place))));
  if (unread === undefined) return undefined;
  return wrong(`nobody can read (${unread}) on the pack`, '/text', source, `Add a line with ${placesFor(unread)[0]}.`);
}

/** Only with the serials of a market do tails come, so a recipe for any market has none. */
function tailProblem(elements: readonly string[]): Refusal | undefined {
  const at = elements.findIndex(isTail);
  if (at < 0) return undefined;
  const rule = '(91) and (92) come with the serials of a market';
  return wrong(`(${elements[at]}) stands in a recipe for any market`, `/elements/${at}`, rule, 'Name the market.');
}

const isPrintable = (ai: string) => printable.some((one) => one === ai);
const isTail = (ai: string) => tails.some((one) => one === ai);
const placesFor = (ai: string): string[] => (ai === '17' ? ['{expiry}', '{17}'] : [`{${ai}}`]);

const wrong = (detail: string, at: string, rule: string, remedy: string) =>
  refuse('malformed', detail, { at, rule, remedy });
