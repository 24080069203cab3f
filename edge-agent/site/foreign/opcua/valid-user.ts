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
    const { times, until } = wrong.get(name) ?? { times: 0, until: 0 };
    const isBarred = times >= TRIES && performance.now() < until;
    if (user === undefined || isBarred) {
      answer(null, false);
      return;
    }
    // It counts as wrong before it is checked: of those that come at once each sees the ones before it.
    wrong.set(name, { times: times + 1, until: performance.now() + PAUSE_MS });
    isPassword(password, user.password).then(
      (isRight) => {
        if (isRight) wrong.delete(name);
        answer(null, isRight);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
    );
  };
}
