import type { RefusalCode } from '../refusal.ts';
import { type ExactNumber, isExactNumber, literalOf } from '../wire/exact-number.ts';
import type { Json } from '../wire/json.ts';
import { type Problem, problem, under } from './problem.ts';
import { type QueryMessage, type QueryValue, queryLimits } from './query-message.ts';

export const QUERY_RULE = 'EPCIS 2.0 §8.2.5 Query control interface, EPCglobal-epcis-query-2_0.xsd';
const PARAMETER_RULE = 'EPCIS 2.0 §8.2.5 Query control interface, QueryParam';

/** One parameter as it was sent. */
export interface SentParameter {
  readonly name: Json | undefined;
  readonly value: Json | undefined;
  /** JSON pointers of the parameter and of its value. */
  readonly path: string;
  readonly valuePath: string;
}

/** What is wrong with a query; other interfaces tell parameters that mean nothing from text that has no form. */
export interface QueryProblem extends Problem {
  readonly refused: RefusalCode;
}

const fault = (refused: RefusalCode, path: string, { detail, rule, remedy }: Problem): QueryProblem => ({
  refused,
  path,
  detail,
  rule,
  ...(remedy === undefined ? {} : { remedy }),
});

/** True for a fault, where the other arm is a record of parameters or a value. */
export const isFault = (value: unknown): value is QueryProblem =>
  typeof value === 'object' && value !== null && 'refused' in value && 'detail' in value && 'path' in value;

/** The parameters, or the first thing that is wrong with one. */
export function readParameters(sent: readonly SentParameter[]): { params: QueryMessage['params'] } | QueryProblem {
  if (sent.length > queryLimits.params)
    return fault('too-large', '', problem(`more than ${queryLimits.params} parameters`, QUERY_RULE));
  const params = new Map<string, QueryValue>();
  for (const { name, value, path, valuePath } of sent) {
    const wrong = nameFault(name, 'parameter');
    if (wrong !== undefined) return { ...wrong, path };
    if (typeof name !== 'string') break;
    if (params.has(name)) return fault('bad-parameter', path, doubled(name));
    if (value === undefined || value === null) return fault('malformed', path, withoutValue(name));
    const read = readValue(value, name);
    if (isFault(read)) return { ...read, path: valuePath + read.path };
    params.set(name, read);
  }
  return { params: Object.fromEntries(params) };
}

const doubled = (name: string): Problem =>
  problem(`the parameter ${shown(name)} stands twice`, PARAMETER_RULE, 'give a list when several values will do');

const withoutValue = (name: string): Problem =>
  problem(`the parameter ${shown(name)} has no value`, PARAMETER_RULE, 'give it a value, or leave it out');

/** What is wrong with the name of a query or parameter. */
export function nameFault(name: Json | undefined, of: 'query' | 'parameter'): QueryProblem | undefined {
  const rule = of === 'query' ? QUERY_RULE : PARAMETER_RULE;
  if (name === undefined || name === '') return fault('malformed', '', problem(`a ${of} has no name`, rule));
  if (typeof name !== 'string') return fault('malformed', '', problem(`the name of a ${of} is text`, rule));
  if (name.length <= queryLimits.name) return undefined;
  return fault('too-large', '', problem(`the name of a ${of} has more than ${queryLimits.name} characters`, rule));
}

function readValue(value: Json, name: string): QueryValue | QueryProblem {
  if (Array.isArray(value)) return readList(value, name);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (isNumber(value) && Number.isFinite(Number(literalOf(value)))) return value;
  const what = isNumber(value)
    ? 'is a number beyond all bounds'
    : 'is neither a text, a number, true or false, nor a list';
  return fault('bad-parameter', '', problem(`the value of ${shown(name)} ${what}`, PARAMETER_RULE));
}

const isNumber = (value: Json): value is number | ExactNumber => typeof value === 'number' || isExactNumber(value);

/** The JSON Schema of queries lists numbers, XML knows lists of texts only: numbers become their digits. */
function readList(list: readonly Json[], name: string): readonly string[] | QueryProblem {
  if (list.length === 0)
    return fault(
      'bad-parameter',
      '',
      problem(`the list of ${shown(name)} is empty`, PARAMETER_RULE, 'leave the parameter out: then it asks nothing'),
    );
  if (list.length > queryLimits.strings)
    return fault(
      'too-large',
      '',
      problem(`the list of ${shown(name)} has more than ${queryLimits.strings} texts`, PARAMETER_RULE),
    );
  const texts = list.every(isNumber) ? list.map(literalOf) : list;
  const at = texts.findIndex((item) => typeof item !== 'string');
  if (at < 0) return texts.filter((item) => typeof item === 'string');
  const wrong = problem(`the list of ${shown(name)} holds something that is no text`, PARAMETER_RULE);
  return fault('bad-parameter', under(at, wrong).path, wrong);
}

const LONGEST = 80;

/** A name for people to see, cut short. */
const shown = (name: string): string => JSON.stringify(name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);
