import * as v from 'valibot';
import { jsonOf } from '../answers.ts';

const named = v.pipe(v.string(), v.minLength(1));

/** What a server says that did not come so far as to look at what was asked. */
const atTheDoor = v.object({
  status: v.number(),
  error: named,
  message: v.optional(v.nullable(v.string())),
  path: v.string(),
});
const described = v.object({ error_description: named });
const violated = v.object({ success: v.literal(false), violations: v.array(v.unknown()) });
const violation = v.looseObject({ field: v.optional(v.string()), message: v.optional(v.string()) });

export interface ToldError {
  readonly reason: string;
  /** It may say that something is not known; the list of what is wrong with a request does not. */
  readonly mayBeUnknown: boolean;
}

/** Reads the three shapes in which the operator tells errors; `undefined` for what somebody else says. */
export function readError(body: string): ToldError | undefined {
  const told = jsonOf(body);
  if (v.is(described, told)) return { reason: told.error_description, mayBeUnknown: true };
  if (v.is(violated, told))
    return { reason: told.violations.map(nameOf).join('; ') || 'violations', mayBeUnknown: false };
  if (!v.is(atTheDoor, told)) return undefined;
  return { reason: told.message ? `${told.error}: ${told.message}` : told.error, mayBeUnknown: true };
}

function nameOf(one: unknown): string {
  if (!v.is(violation, one)) return JSON.stringify(one) ?? '';
  const { field, message } = one;
  return [field, message].filter((part) => part !== undefined).join(': ') || JSON.stringify(one);
}
