import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** Validates what came through the door; a misfit is refused with the JSON pointer of every offending member. */
export function read<Shape extends v.GenericSchema>(shape: Shape, value: unknown): v.InferOutput<Shape> {
  const result = v.safeParse(shape, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${pointer(issue)}: ${issue.message}`);
  const at = result.issues[0] && pointer(result.issues[0]);
  throw new Refused(refuse('malformed', problems.join('; '), at === undefined ? {} : { at }));
}

const pointer = (issue: v.BaseIssue<unknown>) =>
  `/${(issue.path ?? []).map((item) => String(item.key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
