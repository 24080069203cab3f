import type { ISessionContext } from 'node-opcua-address-space';
import type { Answer } from './answer.ts';

/** Sessions whose last problems are remembered. */
const MOST_SESSIONS = 50;

/** Who may do what, and what was wrong with the last thing that each session said. */
export class Callers {
  readonly #mayTell: (user: string) => boolean;
  readonly #problems = new Map<string, readonly string[]>();

  constructor(mayTell: (user: string) => boolean) {
    this.#mayTell = mayTell;
  }

  mayTell(context: ISessionContext): boolean {
    return this.#mayTell(context.getUserName());
  }

  keep(context: ISessionContext, problems: readonly string[]): void {
    const session = sessionOf(context);
    this.#problems.delete(session);
    this.#problems.set(session, problems);
    const [oldest] = this.#problems.keys();
    if (this.#problems.size > MOST_SESSIONS && oldest !== undefined) this.#problems.delete(oldest);
  }

  last(context: ISessionContext): readonly string[] {
    return this.#problems.get(sessionOf(context)) ?? [];
  }
}

/** The session that calls. */
export const sessionOf = (context: ISessionContext): string => context.session?.getSessionId().toString() ?? '';

export const insufficient: Answer = {
  code: 'InsufficientPrivilegeToExecute',
  problems: ['the user may browse and read, and calls no methods'],
};

/** Does it for whoever may, and keeps what was wrong. */
export async function permitted<Done extends Answer>(
  callers: Callers,
  context: ISessionContext,
  work: () => Done | Promise<Done>,
): Promise<Done | Answer> {
  const answer = callers.mayTell(context) ? await work() : insufficient;
  callers.keep(context, answer.problems);
  return answer;
}
