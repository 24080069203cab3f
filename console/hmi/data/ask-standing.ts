import { get } from './ask.ts';
import { type Session, session, standing } from './session.ts';

/** Asks how whoever is signed in stands by now, and what he may do. Answers his session, or undefined when that is another by then; throws a `Problem` when the agent does not say. */
export async function askStanding(): Promise<Session | undefined> {
  const { token } = session.get();
  const { person, rights } = await get('/api/session', standing);
  if (session.get().token !== token) return undefined;
  const now = { token, person, rights };
  session.set(now);
  return now;
}
