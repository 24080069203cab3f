import { expect } from 'vitest';
import type { Answered, Ask, EpcisServer } from '../../../kit/epcis-server.ts';

/** One thing that the standard says of a repository, and how it is seen over HTTP. */
export interface ConformanceCase {
  /** Names it in the documentation; no other case has it. */
  readonly id: string;
  readonly what: string;
  /** Where the standard says so. */
  readonly clause: string;
  /** Status and exception of the problem that it is about. */
  readonly problem?: string;
  readonly run: (server: EpcisServer) => Promise<void>;
}

/** Cases about one part of the standard, all in the file `<name>-cases.ts`. */
export interface Theme {
  readonly name: string;
  readonly cases: readonly ConformanceCase[];
}

/** What an answer has to be; what is not named may be anything. */
export interface Expected {
  readonly status: number;
  /** A pattern, a text, or null for a header that must not be there. */
  readonly headers?: Readonly<Record<string, RegExp | string | null>>;
  /** The exception of a problem document. */
  readonly problem?: string;
  readonly body?: object | RegExp;
}

/** One request and its answer. */
export function oneAnswer(
  id: string,
  what: string,
  clause: string,
  ask: Ask | ((server: EpcisServer) => Ask | Promise<Ask>),
  then: Expected,
): ConformanceCase {
  const run = async (server: EpcisServer) => {
    expectAnswer(await server.ask(typeof ask === 'function' ? await ask(server) : ask), then);
  };
  const { status, problem } = then;
  return { id, what, clause, ...(problem !== undefined && { problem: `${status} ${problem}` }), run };
}

export function expectAnswer(answered: Answered, { status, headers = {}, problem, body }: Expected): void {
  expect({ status: answered.status, text: answered.text.slice(0, 500) }).toMatchObject({ status });
  for (const [name, expected] of Object.entries(headers)) {
    const value = answered.headers.get(name);
    if (expected instanceof RegExp) expect(value, name).toMatch(expected);
    else expect(value, name).toBe(expected);
  }
  if (problem !== undefined) expectProblem(answered, status, problem);
  if (body instanceof RegExp) expect(answered.text).toMatch(body);
  else if (body !== undefined) expect(answered.body).toMatchObject(body);
}

function expectProblem({ headers, body }: Answered, status: number, problem: string): void {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({
    type: `epcisException:${problem}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
  });
}
