import * as v from 'valibot';
import { type Refusal, refuse } from '../../refusal.ts';
import { formOf } from './calls.ts';
import { isCodeText } from './codes.ts';
import type { RefEntId } from './enterprise-ids.ts';

/** Codes that one question takes [H]. */
export const CODES_PER_QUESTION = 4_000;

/** Activated · in a stock · gone out · cancelled · not known. */
export const codeStates = ['A', 'I', 'O', 'C', 'E'] as const;
export type CodeState = (typeof codeStates)[number];

const rule = (method: string) => `MSFX: ${method}`;

function codesProblem(codes: readonly string[], method: string, most: number): Refusal | undefined {
  if (codes.length < 1 || codes.length > most)
    return refuse('too-large', `${method} takes 1 to ${most} codes, not ${codes.length}`, {
      at: '/codes',
      rule: rule(method),
      remedy: 'ask in parts',
    });
  const wrong = codes.findIndex((code) => !isCodeText(code));
  if (wrong < 0) return undefined;
  return refuse('malformed', `${codes[wrong]} is no code of the platform`, {
    at: `/codes/${wrong}`,
    rule: rule(method),
  });
}

/** Asks how codes stand: the form of the call, or a refusal of more than 4,000 or of what is no code. */
export const statesQuestion = (ref: RefEntId, codes: readonly string[]): string | Refusal =>
  codesProblem(codes, 'querycodeactive', CODES_PER_QUESTION) ??
  formOf('querycodeactive', { ref_ent_id: ref, codes: codes.join(',') });

/** Asks what a code is in, and what is in it. */
export const relationsQuestion = (ref: RefEntId, code: string): string | Refusal =>
  codesProblem([code], 'singlerelation', 1) ?? formOf('singlerelation', { ref_ent_id: ref, code });

/** Has a code that cannot be read any more replaced by another one, which takes its place in its container. */
export function replacement(ref: RefEntId, damaged: string, by: string): string | Refusal {
  const problem = codesProblem([damaged, by], 'codereplace', 2);
  if (problem !== undefined) return problem;
  if (damaged === by)
    return refuse('conflict', 'a code cannot replace itself', { at: '/codes/1', rule: rule('codereplace') });
  return formOf('codereplace', { ref_ent_id: ref, old_code: damaged, new_code: by });
}

const states = v.object({ result_list: v.array(v.object({ code: v.string(), status: v.picklist(codeStates) })) });
const relations = v.object({
  code: v.string(),
  parent_code: v.optional(v.nullable(v.string())),
  child_codes: v.optional(v.array(v.string()), () => []),
});

/** Reads how codes stand out of an answer; refused when it does not name each that was asked about. */
export function readStates(model: unknown, asked: readonly string[]): ReadonlyMap<string, CodeState> | Refusal {
  const read = v.safeParse(states, model);
  const found = new Map(read.success ? read.output.result_list.map(({ code, status }) => [code, status]) : []);
  const missing = asked.find((code) => !found.has(code));
  if (missing === undefined) return found;
  return refuse('malformed', `the answer does not say how ${missing} stands`, { rule: rule('querycodeactive') });
}

/** What a code is in, empty at the top, and what is in it. */
export interface CodeRelations {
  readonly parent: string;
  readonly children: readonly string[];
}

/** Reads what a code is in out of an answer about that code. */
export function readRelationsOf(model: unknown, asked: string): CodeRelations | Refusal {
  const read = v.safeParse(relations, model);
  if (!read.success || read.output.code !== asked)
    return refuse('malformed', `the answer is not about ${asked}`, { rule: rule('singlerelation') });
  const { parent_code: parent, child_codes: children } = read.output;
  return { parent: parent ?? '', children };
}
