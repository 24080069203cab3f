import * as v from 'valibot';
import { texts } from '../texts/language.ts';
import { storeOf, useStore } from './store.ts';

const person = v.looseObject({
  username: v.string(),
  name: v.string(),
  roles: v.array(v.string()),
  mustChange: v.optional(v.boolean(), false),
  pending: v.nullish(
    v.looseObject({ blocks: v.optional(v.boolean(), false), by: v.optional(v.array(v.string()), []) }),
  ),
});
export type Person = v.InferOutput<typeof person>;

const stands = { person, rights: v.array(v.string()) };
/** What the agent answers to whoever asks how he stands. */
export const standing = v.looseObject(stands);
/** What the agent answers to whoever signs in. */
export const signedIn = v.looseObject({ token: v.string(), ...stands });

/** Who is signed in at this screen. It is kept nowhere: whoever loads the page anew signs in anew. */
export interface Session {
  readonly token: string;
  readonly person: Person | undefined;
  readonly rights: readonly string[];
}
export const nobody: Session = { token: '', person: undefined, rights: [] };

export const session = storeOf<Session>(nobody);

/** What is done when a session ends that its holder has not ended: it is said, and he signs in again for what he is in the middle of. */
export const whenOver: { tell: (words: string) => void; signIn: (username: string) => Promise<void> } = {
  tell: () => {},
  signIn: () => Promise.resolve(),
};

/** What is done when the agent has whoever is signed in do nothing any more: somebody else has set his password, or his roles are others. */
export const whenBarred: { lead: (person: Person) => void } = { lead: () => {} };

/** The agent knows this session no more. Whoever has signed in meanwhile stays. */
export function endSession(token: string): void {
  if (token === '' || session.get().token !== token) return;
  session.set(nobody);
  whenOver.tell(texts().sessionOver);
}

/** What anyone may do where nobody signs in; the table of `edge-agent/people/rights.ts`. */
const WITHOUT_PEOPLE = ['read-report', 'acknowledge', 'command', 'send'];

/** Whether whoever stands at the screen may do that. */
export const mayDo = (right: string, { rights }: Session, signsIn: boolean): boolean =>
  rights.includes(right) || (!signsIn && WITHOUT_PEOPLE.includes(right));

export const useSession = () => useStore(session);
