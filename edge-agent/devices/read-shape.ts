import * as v from 'valibot';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Reads something from outside, such as a device's address. A refusal names the member that is wrong in `at`. */
export function readShape<S extends v.GenericSchema>(shape: S, found: unknown): v.InferOutput<S> | Refusal {
  const { success, output, issues } = v.safeParse(shape, found);
  if (success) return output;
  const [issue] = issues;
  const member = v.getDotPath(issue);
  return refuse('malformed', issue.message, member === null ? {} : { at: `/${member.replaceAll('.', '/')}` });
}
