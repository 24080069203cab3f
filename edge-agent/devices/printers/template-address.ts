import * as v from 'valibot';
import { addressEntries, pollEntry } from '../address.ts';
import type { CutAnswer } from '../dialogue.ts';

const controls: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

/** Reads escapes: `\x02` is that byte, `\r`, `\n`, `\t` and `\\` what they are everywhere. */
export const readEscapes = (text: string): string =>
  text.replaceAll(/\\(?:x([\dA-Fa-f]{2})|([rnt\\]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (controls[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** Bytes above 7F would be sent as two. */
const escaped = v.pipe(
  v.string(),
  v.regex(
    /^(?:[^\\\x80-\uffff]|\\x[0-7][\dA-Fa-f]|\\[rnt\\])*$/,
    'expected ASCII text with escapes \\x00 to \\x7F, \\r, \\n, \\t and \\\\',
  ),
  v.transform(readEscapes),
);
const some = v.pipe(escaped, v.nonEmpty('must not be empty'));

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
};
const pattern = v.pipe(
  v.string(),
  v.check(isPattern, 'must be a regular expression'),
  v.transform((text) => new RegExp(text)),
);

const status = v.strictObject({
  command: some,
  /** What an answer ends with. */
  ends: some,
  /** The answer of a device that prints when a carton comes. */
  ready: pattern,
  /** The first group is how many labels wait. */
  waiting: v.optional(pattern),
  paperOut: v.optional(pattern),
  ribbonOut: v.optional(pattern),
  headOpen: v.optional(pattern),
});

export const templateAddress = v.pipe(
  v.strictObject({
    ...addressEntries,
    pollMs: pollEntry,
    /** What stands before the values, between them, and behind them. */
    preamble: v.optional(escaped, ''),
    separator: some,
    postamble: some,
    /** The values, as templates of a label's contents, in the order of the device's variables; a job's fields replace them. */
    fields: v.pipe(v.array(v.string()), v.minLength(1, 'expected at least one field')),
    /** What the device takes for FNC1 in `{code}`. */
    fnc1: v.optional(some, '\\x1d'),
    /** What it answers to values and orders it took, and to those it did not; without `ack` nothing is waited for. */
    ack: v.optional(some),
    nak: v.optional(some),
    /** Selects a job, with its name at `{job}`. */
    select: v.optional(v.pipe(escaped, v.includes('{job}', 'must hold {job}'))),
    /** Stops the printing of what it holds, or throws that away. Without it every variable is given `blank`. */
    cancel: v.optional(some),
    /** Lets it print again when `cancel` stopped it; sent behind the next values. */
    resume: v.optional(some),
    /** A value that no carton can be taken for. */
    blank: v.optional(v.pipe(v.string(), v.nonEmpty()), '-'),
    /** How it is asked for its state. Without it nobody notices a device that is stopped, or gone behind a standing connection. */
    status: v.optional(status),
    /** Messages it holds unprinted. */
    holds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)), 1),
  }),
  v.forward(
    v.check(
      ({ holds, cancel }) => holds === 1 || cancel !== undefined,
      'a device that holds several needs a way to cancel them',
    ),
    ['cancel'],
  ),
  v.forward(
    v.check(({ ack, nak }) => nak === undefined || ack !== undefined, 'needs ack too'),
    ['ack'],
  ),
  v.forward(
    v.check(({ resume, cancel }) => resume === undefined || cancel !== undefined, 'needs cancel too'),
    ['cancel'],
  ),
);
export type TemplateAddress = v.InferOutput<typeof templateAddress>;

/** Takes `ack` or `nak`, whichever comes first, off a stream; what stands before it is skipped. */
export const cutVerdict =
  ({ ack = '', nak }: Pick<TemplateAddress, 'ack' | 'nak'>): CutAnswer<'ack' | 'nak'> =>
  (received) => {
    const good = received.indexOf(ack);
    const bad = nak === undefined ? -1 : received.indexOf(nak);
    if (bad >= 0 && (good < 0 || bad < good)) return { answer: 'nak', rest: received.slice(bad + (nak?.length ?? 0)) };
    return good < 0 ? undefined : { answer: 'ack', rest: received.slice(good + ack.length) };
  };

/** Takes what stands before `ends` off a stream. */
export const cutText =
  (ends: string): CutAnswer<string> =>
  (received) => {
    const end = received.indexOf(ends);
    return end < 0 ? undefined : { answer: received.slice(0, end), rest: received.slice(end + ends.length) };
  };
