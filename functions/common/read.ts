import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { shapeProblems } from '#shared/shape-problems.ts';
import { Refused } from './refused.ts';

/** Validates what came through the door; a misfit is refused with the JSON pointers of the offending members, and what to do about the first. */
export function read<Shape extends v.GenericSchema>(shape: Shape, value: unknown): v.InferOutput<Shape> {
  const result = v.safeParse(shape, value);
  if (result.success) return result.output;
  const problems = shapeProblems(shape, result.issues);
  const [first] = problems;
  const more = result.issues.length - problems.length;
  const told = problems.map(({ at, detail }) => `${at}: ${detail}`).join('; ');
  const detail = more > 0 ? `${told}; and ${more} more` : told;
  const rule = 'Seriate API, /api/openapi.json';
  throw new Refused(refuse('malformed', detail, { rule, ...(first && { at: first.at, remedy: first.remedy }) }));
}
