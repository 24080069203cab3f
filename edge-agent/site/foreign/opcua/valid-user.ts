import { isPassword } from '../../../people/password.ts';
import type { ForeignVia } from '../settings.ts';

/** Wrong passwords of a user in a row, after which the server takes its time. */
const TRIES = 5;
const PAUSE_MS = 30_000;

type Answered = (error: Error | null, isAuthorized?: boolean) => void;

/** Judges users by their kept hashes. A name of which the password was wrong too often is turned down for a while, unheard. */
export function validUser(users: ForeignVia<'opcua'>['users']) {
  const wrong = new Map<string, { readonly times: number; readonly until: number }>();
  return (name: string, password: string, answer: Answered): void => {
    const user = users.find((one) => one.name === name);
    const before = wrong.get(name);
    const isBarred = before !== undefined && before.times >= TRIES && performance.now() < before.until;
    if (user === undefined || isBarred) {
      answer(null, false);
      return;
    }
    isPassword(password, user.password).then(
      (isRight) => {
        if (isRight) wrong.delete(name);
        else wrong.set(name, { times: (before?.times ?? 0) + 1, until: performance.now() + PAUSE_MS });
        answer(null, isRight);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
    );
  };
}
