import * as v from 'valibot';
import { nearestWord } from './epcis/nearest-word.ts';

/** What is wrong with one member of a value. */
export interface ShapeProblem {
  /** JSON pointer (RFC 6901). */
  readonly at: string;
  readonly detail: string;
  readonly remedy: string;
}

/** Problems that are told: a body of megabytes may be wrong in every member. */
const MOST = 20;
/** Longer names come back shortened. */
const LONGEST = 80;

/**
 * What a shape found, member by member, the first 20. Those that the shape does not know come first, each with the name it was probably meant to be: a misspelt member
 * is the reason why the right one is missing.
 */
export function shapeProblems(shape: v.GenericSchema, issues: readonly v.BaseIssue<unknown>[]): ShapeProblem[] {
  const told = issues.map((issue) => ({ issue, isStrange: isStrange(issue) }));
  return [...told.filter((one) => one.isStrange), ...told.filter((one) => !one.isStrange)]
    .slice(0, MOST)
    .map(({ issue, ...one }) =>
      one.isStrange ? strangeMember(shape, issue) : { at: pointer(issue), detail: inWords(issue), remedy: usual },
    );
}

/** The validator's own words name shapes, and not what is wrong. */
function inWords({ type, expected, received, message, requirement }: v.BaseIssue<unknown>): string {
  if (expected !== null && received === 'undefined') return message.startsWith('Invalid ') ? 'is missing' : message;
  if (!message.startsWith('Invalid ')) return message;
  const known = wordsOf[type]?.(String(requirement));
  return known ?? (expected === null ? message : `must be ${expected}, and is ${received}`);
}

const wordsOf: Readonly<Record<string, (most: string) => string>> = {
  min_length: (least) => `must have ${least} at least`,
  max_length: (most) => `must have ${most} at most`,
  min_value: (least) => `must be ${least} at least`,
  max_value: (most) => `must be ${most} at most`,
  url: () => 'must be a URL',
  email: () => 'must be an address of electronic mail',
  integer: () => 'must be a whole number',
  iso_timestamp: () => 'must be a time as ISO 8601 has it, such as 2026-03-01T10:00:00Z',
  iso_date: () => 'must be a date as ISO 8601 has it, such as 2026-03-01',
};

const usual = 'mend the member; GET /api/openapi.json describes all';

/** Strict shapes expect what they do not know never to be there. */
const isStrange = ({ type, expected }: v.BaseIssue<unknown>) => type === 'strict_object' && expected === 'never';

function strangeMember(shape: v.GenericSchema, issue: v.BaseIssue<unknown>): ShapeProblem {
  const path = issue.path ?? [];
  const name = String(path.at(-1)?.key ?? '');
  const known = [...new Set(membersAt(shape, path.slice(0, -1), path.at(-1)?.input))];
  const meant = nearestWord(name, known);
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST)} …` : name;
  return {
    at: pointer(issue).slice(0, 400),
    detail: `there is no member ${JSON.stringify(short)} here`,
    remedy: meant === undefined ? `leave it out; there are ${known.join(', ')}` : `did you mean ${meant}?`,
  };
}

const pointer = ({ path }: v.BaseIssue<unknown>) =>
  `/${(path ?? []).map(({ key }) => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

/** The parts of valibot's shapes that hold others. */
const holder = v.looseObject({
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
  value: v.optional(v.unknown()),
  options: v.optional(v.array(v.unknown())),
  pipe: v.optional(v.array(v.unknown())),
});

/** Names that an object may have at a place of a shape; of alternatives those that say what it says it is, otherwise the names of all. @param there what stands at the place */
function membersAt(shape: unknown, path: readonly { readonly key: unknown }[], there: unknown): string[] {
  const read = v.safeParse(holder, shape);
  if (!read.success) return [];
  const { entries, wrapped, item, value, options = [], pipe = [] } = read.output;
  const [step, ...rest] = path;
  const said = step === undefined ? options.filter((one) => isSaid(one, there)) : [];
  const inside = [wrapped, ...(said.length > 0 ? said : options), ...pipe.slice(1)].flatMap((one) =>
    one === undefined ? [] : membersAt(one, path, there),
  );
  if (step === undefined) return [...Object.keys(entries ?? {}), ...inside];
  const next = entries?.[String(step.key)] ?? item ?? value;
  return [...(next === undefined ? [] : membersAt(next, rest, there)), ...inside];
}

const named = v.object({ entries: v.record(v.string(), v.unknown()) });
const literal = v.object({ type: v.literal('literal'), literal: v.unknown() });

/** Whether an object has a word that one alternative alone has, such as its `kind`. */
function isSaid(option: unknown, there: unknown): boolean {
  const read = v.safeParse(named, option);
  if (!read.success || typeof there !== 'object' || there === null) return false;
  return Object.entries(read.output.entries).some(
    ([name, one]) => v.is(literal, one) && Reflect.get(there, name) === one.literal,
  );
}
