import type { Refusal } from '../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import type { Survey } from '../wire/survey-json.ts';
import { checkEvent } from './check-event.ts';
import type { EpcisEvent } from './event.ts';
import { jsonAsEvent } from './event-as-json.ts';
import { type Definitions, readContext } from './prefixes.ts';
import { isProblem, JSON_BINDING, problem, refusalOf, under } from './problem.ts';
import { apartFromStandard } from './redefined-prefixes.ts';
import { renamedMembers } from './rename-prefixes.ts';
import { neededContext, newScope, type Scope } from './scope.ts';

/**
 * Reads one event of a parsed document, in place: CBV values become bare words, and `@context` what the event needs by
 * itself. `outer` are the document's definitions; `at` is the event's JSON pointer, for the refusals. All that is wrong
 * is answered at once, at most a hundred faults. `plainLists`: see `Scope`.
 */
export function readEvent(
  value: Json,
  outer: Definitions,
  at: string,
  plainLists = false,
): EpcisEvent | readonly Refusal[] {
  if (!isJsonObject(value)) return [refusalOf(problem('an event is an object', JSON_BINDING), at)];
  const context = value['@context'];
  const all = context === undefined ? outer : readContext(context, outer);
  if (isProblem(all)) return [refusalOf(under('@context', all), at)];
  const { definitions, renames } = apartFromStandard(all);
  const event = renames.size === 0 ? value : renamedMembers(value, renames);
  const scope = newScope(definitions, 'curies', plainLists);
  const problems = checkEvent(event, scope);
  return problems.length > 0 ? problems.map((wrong) => refusalOf(wrong, at)) : selfContained(event, scope);
}

/**
 * A reader of the same in one walk, for events as nearly all are: it answers undefined when anything is wrong, or when
 * the text may hold more than was met, such as a member that stands twice. Then the value can still be verified and read.
 */
export function soundReader(outer: Definitions): (value: Json, survey: Survey) => EpcisEvent | undefined {
  if (apartFromStandard(outer).renames.size > 0) return () => undefined;
  let scope = newScope(outer);
  return (value, { plainLists, members, numbers }) => {
    if (!isJsonObject(value) || value['@context'] !== undefined) return undefined;
    scope.startAgain(plainLists);
    const problems = checkEvent(value, scope);
    const metAll = scope.members === members && scope.numbers === numbers;
    const event = problems.length === 0 && metAll ? selfContained(value, scope) : undefined;
    if (problems.length > 0 || !scope.needsNothing) scope = newScope(outer);
    return event;
  };
}

function selfContained(value: JsonObject, scope: Scope): EpcisEvent {
  const needed = neededContext(scope);
  if (needed !== undefined) value['@context'] = needed;
  else if (value['@context'] !== undefined) delete value['@context'];
  return jsonAsEvent(value);
}

/** True for what `readEvent` answers when it refuses. */
export const isRefused = (read: EpcisEvent | readonly Refusal[]): read is readonly Refusal[] => Array.isArray(read);
