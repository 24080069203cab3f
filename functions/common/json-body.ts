import { refuse } from '#shared/refusal.ts';
import { repeatedMember } from '#shared/wire/repeated-member.ts';
import { Refused } from './refused.ts';

/** Levels of a body: what the API takes is flat. */
const DEEPEST = 50;
const usual = 'RFC 8259: a body is JSON, names within an object are unique (§4)';

/**
 * A body as JSON.
 *
 * @param rule what a refusal cites
 * @throws Refused `malformed` for a text that is no JSON or nested deeply, and for a member that stands twice: which of them was meant nobody knows
 */
export function readJsonBody(text: string, rule = usual): unknown {
  const value = parsed(text, rule);
  const fault = repeatedMember(text, value, DEEPEST);
  if (fault === undefined) return value;
  const { what, offset, pointer = '/' } = fault;
  const remedy = pointer === '/' ? 'send a body as GET /api/openapi.json describes it' : 'send it once';
  throw new Refused(refuse('malformed', `${what}, at character ${offset + 1}`, { at: pointer, rule, remedy }));
}

function parsed(text: string, rule: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = `not JSON: ${String(error instanceof Error ? error.message : error)}`;
    throw new Refused(
      refuse('malformed', detail, { at: '/', rule, remedy: 'send a body as GET /api/openapi.json describes it' }),
    );
  }
}
