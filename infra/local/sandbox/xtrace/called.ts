import * as v from 'valibot';
import type { Asked, Told } from '../serve.ts';
import type { Book } from './book.ts';
import type { CountryRules, Participant } from './countries.ts';
import { type Code, type Language, textOf } from './texts.ts';

/** A call of somebody who was let in. */
export interface Called {
  readonly asked: Asked;
  readonly country: string;
  readonly rules: CountryRules;
  readonly book: Book;
  readonly who: Participant;
  readonly language: Language;
}

export interface Pace {
  readonly now: () => number;
  readonly delayMs: () => number;
}

export type Answer = (called: Called) => Told;

/** A refusal; the form of its body is the sandbox's own. */
export const refused = (status: number, code: Code, language: Language, at?: string): Told => ({
  status,
  body: {
    errorCode: code,
    message: at === undefined ? textOf(code, language) : `${textOf(code, language)}: ${at}`,
  },
});

/** Reads a body, or says which member cannot be read. */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  language: Language,
): { readonly said: v.InferOutput<Schema> } | { readonly told: Told } {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (parsed.success) return { said: parsed.output };
  const [issue] = parsed.issues;
  return { told: refused(400, 'BODY', language, `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim()) };
}
