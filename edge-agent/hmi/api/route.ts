import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import type { Person } from '../../people/people.ts';
import type { Right } from '../../people/rights.ts';
import type { Signing } from '../../people/sign.ts';
import { Refused } from '../../refused.ts';
import type { Signature } from '../../store/acts.ts';
import { issueInWords } from './issue-words.ts';

/** A request as a route sees it. */
export interface ApiRequest<Body = undefined> {
  /** What stands in the path, by the names in the route's braces. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** Who asks; undefined where nobody has to sign in. */
  readonly person: Person | undefined;
  /** The user name, or words for whoever stands at the line. */
  readonly who: string;
  /** The session's token; empty without one. */
  readonly token: string;
  /** The caller's signature on what he does now. Throws `Refused` when the password is wrong, or when nobody is signed in. */
  sign(signing: Signing): Promise<Signature>;
}

export interface Answer {
  readonly status: number;
  /** Told as JSON, unless it is bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who may ask: those with a right, whoever is signed in, or anyone at this machine. */
export type Needs = Right | 'signed-in' | 'anyone';

interface About {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Such as `/api/lines/{line}/commands`. */
  readonly path: string;
  readonly needs: Needs;
  /** Also for those who have to choose another password first. */
  readonly beforePassword?: true;
}

/** A route with its body still to be read. */
export interface Route extends About {
  /** True when it has a body, in JSON. */
  readonly reads: boolean;
  run(request: ApiRequest<unknown>): Promise<Answer> | Answer;
}

/** A route without a body. */
export const route = (about: About, run: (request: ApiRequest) => Promise<Answer> | Answer): Route => ({
  ...about,
  reads: false,
  run: (request) => run({ ...request, body: undefined }),
});

/** A route with a body of a shape. */
export const bodyRoute = <Shape extends v.GenericSchema>(
  about: About,
  shape: Shape,
  run: (request: ApiRequest<v.InferOutput<Shape>>) => Promise<Answer> | Answer,
): Route => ({
  ...about,
  reads: true,
  run: (request) => run({ ...request, body: readBody(shape, request.body) }),
});

/** A body of a shape. Throws `Refused` with the first member that is not as it should be. */
export function readBody<Shape extends v.GenericSchema>(shape: Shape, body: unknown): v.InferOutput<Shape> {
  const parsed = v.safeParse(shape, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const at = (issue.path ?? []).map(({ key }) => `/${String(key)}`).join('');
  throw new Refused(
    refuse('malformed', issueInWords(issue), { at: at || '/', remedy: 'Correct that member and send it again.' }),
  );
}
