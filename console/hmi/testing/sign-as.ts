import { nobody, session } from '../data/session.ts';

/** Has somebody signed in at the page, with all rights that are named; nobody when no name is given. */
export function signAs(username?: string, ...rights: readonly string[]): void {
  if (username === undefined) {
    session.set(nobody);
    return;
  }
  const person = { username, name: `${username} Smith`, roles: [], mustChange: false };
  session.set({ token: `token of ${username}`, person, rights });
}
