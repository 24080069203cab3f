import { type Refusal, refuse } from '../refusal.ts';
import type { ElementProblem } from './element-problem.ts';
import { quote } from './quote.ts';

/** More than any symbol carries (a QR Code holds 7,089 digits): longer text is not looked at, so that what never ends costs nothing. */
const longest = 8192;

/** Why a text is no data of a symbol at first sight; undefined when it is worth reading. Something must stand at `at`. */
export function textRefusal(text: string, at: number, rule: string): Refusal | undefined {
  if (text.length > longest)
    return refuse('too-large', `no symbol carries ${text.length} characters`, { at: `${longest}`, rule });
  return at === text.length ? refuse('malformed', 'there is no data', { at: `${at}`, rule }) : undefined;
}

/** A value that breaks a rule of its identifier, refused at `at`. `rule` is cited where the problem has no clause of its own. */
export function elementRefusal(ai: string, value: string, problem: ElementProblem, at: number, rule: string): Refusal {
  return refuse('malformed', `(${ai}) ${quote(value)} ${problem.detail}`, {
    at: `${at}`,
    rule: problem.rule ?? rule,
    ...(problem.remedy && { remedy: problem.remedy }),
  });
}

/** The same identifier may come twice only with the same value (GS1 General Specifications §4.13). */
export function repeatRefusal(ai: string, at: number): Refusal {
  return refuse('malformed', `(${ai}) stands twice with different values`, { at: `${at}`, rule: 'GS1 GS §4.13' });
}
