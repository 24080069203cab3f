import { inWords, send, tried } from '../data/ask.ts';
import { askStanding } from '../data/ask-standing.ts';
import { nobody, type Person, session, signedIn } from '../data/session.ts';
import { askFor, type Given } from '../parts/ask-for.ts';
import type { Field } from '../parts/field.tsx';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';

/** Signs somebody in; whoever has a password that another set chooses one of his own first. */
export const signIn = (): Promise<void> => signedInWith(askIn());

/** Has whoever was signed in sign in again, above whatever he is in the middle of. */
export const signInAgain = (username: string): Promise<void> => signedInWith(askIn(username, [texts().sessionOver]));

async function signedInWith(asked: Promise<Given | undefined>): Promise<void> {
  const given = await asked;
  const { person } = session.get();
  if (given === undefined || person === undefined) return;
  say('');
  await leadOn(person, given['password']);
}

/** What somebody has to do before anything else: choose a password of his own, or have somebody vouch for him. */
export async function leadOn({ mustChange, pending }: Person, password?: string): Promise<void> {
  const { person: words } = texts();
  const by = pending?.by.join(', ') ?? '';
  if (mustChange) await choosePassword(by, password);
  else if (pending?.blocks === true) say(words.wait(by));
}

function askIn(username?: string, about?: readonly string[]): Promise<Given | undefined> {
  const { person: words } = texts();
  return askFor(
    words.signIn,
    [
      { name: 'username', label: words.username, autocomplete: 'username', value: username },
      { name: 'password', label: words.password, type: 'password', autocomplete: 'current-password' },
    ],
    words.signIn,
    { about, tries: begin },
  );
}

async function begin({ username = '', password = '' }: Given): Promise<string> {
  try {
    const { token, person, rights } = await send('POST', '/api/session', { username, password }, signedIn);
    session.set({ token, person, rights });
    return '';
  } catch (error) {
    return inWords(error);
  }
}

let isChoosing = false;

/** Has somebody choose a password of his own. Whoever was signed in when `by` set another for him has not given that one yet, and does. */
async function choosePassword(by: string, known?: string): Promise<void> {
  if (isChoosing) return;
  isChoosing = true;
  const { person } = texts();
  const words = person.wasSet(by);
  const fields: Field[] = [
    { name: 'password', label: person.passwordSet, type: 'password', autocomplete: 'current-password' },
    { name: 'to', label: person.newPassword, type: 'password', autocomplete: 'new-password', minLength: 10 },
  ];
  const given = await askFor(person.choose, known === undefined ? fields : fields.slice(1), person.setPassword, {
    about: known === undefined ? [words] : [],
    tries: ({ password = known, to }) => tried('POST', '/api/session/password', { password, to }),
  });
  isChoosing = false;
  if (given === undefined) return say(words);
  say(person.chosen);
  await askStanding().catch(() => undefined);
}

export async function signOut(): Promise<void> {
  say(await tried('DELETE', '/api/session'));
  session.set(nobody);
}
