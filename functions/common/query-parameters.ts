import * as v from 'valibot';
import { isTime } from '#shared/epcis/time.ts';
import { refuse } from '#shared/refusal.ts';
import { type RefuseParameter, readQueryString } from './query-string.ts';
import { Refused } from './refused.ts';

/** Parameters of a route by name, each the shape of its text. Described by what the shape says of itself, checked against the same. */
export type QueryShape = v.ObjectEntries;

/** What of a request holds its parameters. */
export interface WithQuery {
  /** As it was sent. */
  readonly queryString: string;
}

/**
 * The parameters of a request, each as its shape reads it.
 *
 * @throws Refused `bad-parameter` for one the route does not know, one that stands twice, and one of a wrong value
 */
export function readQuery<Shape extends QueryShape>(
  shape: Shape,
  { queryString }: WithQuery,
): v.InferOutput<v.ObjectSchema<Shape, undefined>> {
  const sent = readQueryString(queryString, badQuery);
  const strange = [...sent.keys()].find((name) => !Object.hasOwn(shape, name));
  if (strange !== undefined) throw unknown(strange, Object.keys(shape));
  const asForm = new URLSearchParams(queryString);
  const values = [...sent].map(([name, value]) => [name, isPhrase(shape[name]) ? asForm.get(name) : value] as const);
  const result = v.safeParse(v.object(shape), Object.fromEntries(values));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const name = String(issue.path?.[0]?.key ?? '');
  if (!sent.has(name)) throw badQuery(name, 'is missing', `add ${name}; GET /api/openapi.json describes it`);
  throw badQuery(name, issue.message);
}

const unknown = (name: string, known: readonly string[]) =>
  badQuery(
    name.slice(0, 100),
    'is no parameter of this route',
    known.length === 0 ? 'leave it out: the route has none' : `take one of ${known.join(', ')}`,
  );

/** The refusal of one parameter, which it names. */
export const badQuery: RefuseParameter = (name, why, remedy) =>
  new Refused(
    refuse('bad-parameter', `${name} ${why}`, {
      at: `?${name}`,
      rule: 'Seriate API, /api/openapi.json',
      remedy: remedy ?? `mend or omit ${name}; GET /api/openapi.json describes it`,
    }),
  );

/** Any text, up to so many characters. */
export const text = (what: string, most = 100) =>
  v.optional(
    v.pipe(
      v.string(),
      v.minLength(1, 'must not be empty'),
      v.maxLength(most, `must have at most ${most} characters`),
      v.description(what),
    ),
  );

const phrases = new WeakSet<object>();
const isPhrase = (shape: object | undefined) => shape !== undefined && phrases.has(shape);

/** Text with blanks, which a `+` stands for as forms write it; in all other parameters it stands for itself. */
export function phrase(what: string, most: number) {
  const shape = text(what, most);
  phrases.add(shape);
  return shape;
}

/** The same where it must be given; blanks around it do not count. */
export function neededPhrase(what: string, most: number) {
  const shape = v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(most, `must have at most ${most} characters`),
    v.description(what),
  );
  phrases.add(shape);
  return shape;
}

/** Text of one form. @param must what the text must be, as its refusal says */
export const formed = (form: RegExp, must: string, what: string) =>
  v.optional(v.pipe(v.string(), v.regex(form, must), v.description(what)));

/** One of some words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, what: string) =>
  v.optional(v.pipe(v.picklist(words, mustBe(words)), v.description(what)));

/** One of some words, the first when absent. */
export const oneOfElse = <const Words extends readonly [string, ...string[]]>(
  words: Words,
  otherwise: Words[number],
  what: string,
) => v.optional(v.pipe(v.picklist(words, mustBe(words)), v.description(what)), otherwise);

const mustBe = (words: readonly string[]) => `must be ${words.join(' or ')}`;

/** A whole number in a range, read as a number. */
export const count = (least: number, most: number, what: string) => v.optional(numberIn(least, most, what));

/** A whole number in a range, `otherwise` when absent. */
export const countElse = (least: number, most: number, otherwise: number, what: string) =>
  v.optional(numberIn(least, most, what), String(otherwise));

function numberIn(least: number, most: number, what: string) {
  const must = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, must),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(least, must),
    v.maxValue(most, must),
    v.description(what),
  );
}

/** `true` or `false`, false when absent. */
export const flag = (what: string) =>
  v.optional(
    v.pipe(
      v.picklist(['true', 'false'], 'must be true or false'),
      v.description(what),
      v.transform((said) => said === 'true'),
    ),
    'false',
  );

/** A time with a zone, as text. */
export const time = (what: string) =>
  v.optional(
    v.pipe(
      v.string(),
      v.check(isTime, 'must be a time with a zone, such as 2026-03-01T08:00:00Z (ISO 8601)'),
      v.description(what),
    ),
  );

/** A GTIN of 14 digits. */
export const gtin = (what: string) => formed(/^\d{14}$/, 'must be 14 digits', what);

/** What matters most comes first, in an answer that no page follows. */
export const firstOf = <const Words extends readonly [string, ...string[]]>(words: Words, what: string) =>
  oneOf(words, `${what}; one answer, whose \`more\` says that there are others`);

/** Such an answer does not go on. @throws Refused `bad-parameter` */
export function mustNotGoOn(place: string | undefined, name = 'after'): void {
  if (place !== undefined)
    throw badQuery(name, 'does not go with first', `leave out one of them: without first a list has pages`);
}

/** Where a page begins: what the page before said. */
export const after = v.optional(v.pipe(v.string(), v.description('`next` of the page before, as it came')));
export const nextPageToken = v.optional(
  v.pipe(v.string(), v.description('`nextPageToken` of the page before, or that of its Link header, as it came')),
);

/** Entries of a page where more than there may be are cut, as EPCIS has it. */
export const perPage = (most: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1'),
      v.description(`entries of a page, 30 when absent, ${most} at most`),
    ),
  );
