import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { anything, type Check, listOf, structure, text, time, truth, uri } from './checks.ts';
import { hasUriCharacters } from './is-uri.ts';
import { noteName, noteValue, place, report, type Scope } from './scope.ts';
import { shapeOf } from './structures.ts';
import { instantOf, isTime } from './time.ts';

const RULE = 'EPCIS 2.0 REST binding, capture job';
const PROBLEM_RULE = 'RFC 9457 §3.1';
const MOST_CHARACTERS = 1000;

/** True for what servers send in the place of nothing. */
export const saysNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const holds =
  (test: (value: string) => boolean, what: string, rule: string): Check =>
  (value, scope) => {
    if (typeof value !== 'string' || !test(value)) report(scope, `is not ${what}`, rule);
  };

const unlessNothing =
  (check: Check): Check =>
  (value, scope) => {
    if (!saysNothing(value)) check(value, scope);
  };

const captureID = holds(
  (id) => id !== '' && id.length <= MOST_CHARACTERS,
  'an identifier of 1 to 1000 characters',
  RULE,
);
const behaviour = holds((word) => word === 'rollback' || word === 'proceed', 'rollback or proceed', RULE);
const reference = holds((uri) => uri !== '' && hasUriCharacters(uri), 'a URI reference', PROBLEM_RULE);
const status: Check = (value, scope) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 100 || value > 999)
    report(scope, 'is not an HTTP status', PROBLEM_RULE);
};

const problemMembers: ReadonlyMap<string, Check> = new Map([
  ['type', reference],
  ['title', text],
  ['status', status],
  ['detail', text],
  ['instance', reference],
]);

/** Others may add members of any name (RFC 9457 §3.2), with prefixes or without. */
const problem: Check = (value, scope) => {
  if (!isJsonObject(value)) return report(scope, 'is not a problem object', PROBLEM_RULE);
  for (const [name, member] of Object.entries(value)) {
    const before = scope.problems.length;
    const check = member === null ? undefined : problemMembers.get(name);
    if (check !== undefined) check(member, scope);
    else noteAdded({ [name]: member }, scope);
    if (scope.problems.length > before) place(scope, before, name);
  }
  for (const name of ['type', 'title'])
    if ((value[name] ?? null) === null) report(scope, `"${name}" is missing`, PROBLEM_RULE);
};

/** Notes the prefixes of what others added. One that nothing defines is a name like any other. */
function noteAdded(value: Json, scope: Scope): void {
  if (typeof value === 'string') noteValue(value, scope);
  else if (Array.isArray(value)) for (const item of value) noteAdded(item, scope);
  else if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) {
      noteName(name.startsWith('@') ? name.slice(1) : name, scope);
      noteAdded(member, scope);
    }
}

const job = structure(
  shapeOf({
    '@context': anything,
    captureID,
    running: truth,
    success: truth,
    createdAt: unlessNothing(time),
    finishedAt: unlessNothing(time),
    captureErrorBehaviour: behaviour,
    errors: unlessNothing(listOf(problem)),
    errorFile: unlessNothing(uri),
  }),
  ['captureID', 'running', 'success', 'captureErrorBehaviour'],
  checkState,
);

/** Checks the tree of a capture job, and whether its members can be true together. */
export const checkCaptureJob = (tree: JsonObject, scope: Scope): void => job(tree, scope);

function checkState({ running, success, createdAt, finishedAt, errors, errorFile }: JsonObject, scope: Scope): void {
  const wrong = (name: string, detail: string) => {
    const before = scope.problems.length;
    report(scope, `${name} ${detail}`, RULE);
    place(scope, before, name);
  };
  const [hasErrors, hasFile, isFinished] = [errors, errorFile, finishedAt].map((value) => !saysNothing(value));
  if (hasErrors && hasFile) wrong('errorFile', 'stands beside errors: only one of them may');
  if (running === true && isFinished) wrong('finishedAt', 'stands in a job that is still running');
  if (success === true && hasErrors) wrong('errors', 'stand in a job that has met no error');
  if (success === true && hasFile) wrong('errorFile', 'stands in a job that has met no error');
  if (running === false && success === false && !hasErrors && !hasFile)
    report(scope, 'the job failed, but neither "errors" nor "errorFile" says why', RULE);
  if (isBefore(finishedAt, createdAt)) wrong('finishedAt', 'lies before createdAt');
}

const isBefore = (one: Json | undefined, other: Json | undefined): boolean =>
  isInstant(one) && isInstant(other) && instantOf(one) < instantOf(other);

const isInstant = (value: Json | undefined): value is string => typeof value === 'string' && isTime(value);
