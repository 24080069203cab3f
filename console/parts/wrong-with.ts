import * as v from 'valibot';
import { shapeProblems } from '../../shared/shape-problems.ts';
import type { Said } from '../api.ts';

/** What is wrong with a body by its shape, each with its place, before it is sent. */
export function wrongWith(shape: v.GenericSchema, body: unknown): readonly Said[] {
  const read = v.safeParse(shape, body);
  return read.success ? [] : shapeProblems(shape, read.issues.map(asTyped));
}

/** Of a number that stayed a text (`numberOf`) people are told what to type. */
const asTyped = (issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> =>
  issue.type === 'number' && typeof issue.input === 'string'
    ? { ...issue, message: 'must be a whole number of 0 or more, in digits' }
    : issue;

/** A body of what was typed: what is empty is left out. */
export const bodyOf = (typed: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );

/** A number as somebody typed it, nothing for nothing; what is none stays a text, which its shape refuses. */
export function numberOf(typed: string): number | string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  return /^\d+$/.test(text) ? Number(text) : text;
}
