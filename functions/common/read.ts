import * as v from 'valibot';
import { arrayForObject } from '#shared/array-for-object.ts';
import { refuse } from '#shared/refusal.ts';
import { type ShapeProblem, shapeProblems } from '#shared/shape-problems.ts';
import { Refused } from './refused.ts';

/** Validates what came through the door; a misfit is refused with the JSON pointers of the offending members, and what to do about the first. */
export function read<Shape extends v.GenericSchema>(shape: Shape, value: unknown): v.InferOutput<Shape> {
  const array = arrayForObject(shape, value);
  if (array !== undefined) throw misfit(`${array.at}: ${array.detail}`, array);
  const result = v.safeParse(shape, value);
  if (result.success) return result.output;
  const problems = shapeProblems(shape, result.issues);
  const [first] = problems;
  const more = result.issues.length - problems.length;
  const told = problems.map(({ at, detail }) => `${at}: ${detail}`).join('; ');
  const detail = more > 0 ? `${told}; and ${more} more` : told;
  throw misfit(detail, first);
}

function misfit(detail: string, first: ShapeProblem | undefined): Refused {
  const rule = 'Seriate API, /api/openapi.json';
  return new Refused(refuse('malformed', detail, { rule, ...(first && { at: first.at, remedy: first.remedy }) }));
}
