import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { jsonOf, unclear } from '../answers.ts';
import { readAnswer as readFileAnswer } from '../files/read-answer.ts';
import type { Answer } from '../regime.ts';

const numbered = v.object({ reportNumber: v.pipe(v.string(), v.minLength(1)) });

/**
 * Reads what became of a file. The result of one that was taken gives the report its number, by which corrections and cancellations name it: that is what is
 * asked about last, and kept.
 */
export function readAnswer(answer: Answer): Verdict {
  const verdict = readFileAnswer(answer);
  if (verdict.verdict !== 'acknowledged') return verdict;
  const read = v.safeParse(numbered, jsonOf(answer.body));
  if (!read.success) return unclear(answer, 'gives the report no number');
  const { reportNumber } = read.output;
  return reportNumber === answer.receipt ? verdict : { verdict: 'received', receipt: reportNumber };
}
