import { type Refusal, refuse } from '#shared/refusal.ts';

/** Control characters, and halves of characters: they cannot be read in a report, nor written in XML. */
const unreadable = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

export const isUnreadable = (text: string): boolean => unreadable.test(text);

/** What is wrong with a reason that a line gives. */
export function wordProblem(reason: string, kind: string, at: string): Refusal | undefined {
  const about = { at, rule: 'what ends a number is reason-coded' };
  if (reason.trim() === '') return refuse('malformed', `${kind} needs a reason`, { ...about, remedy: 'Say why.' });
  if (!unreadable.test(reason)) return undefined;
  return refuse('malformed', 'the reason has control characters or broken ones in it', {
    ...about,
    remedy: 'Say it in words of one line.',
  });
}
