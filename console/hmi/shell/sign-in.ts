import { inWords, send, tried } from '../data/ask.ts';
import { nobody, session, signedIn } from '../data/session.ts';
import { askFor, type Given } from '../parts/ask-for.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';

/** Signs somebody in; whoever has a password that another set chooses one of his own first. */
export async function signIn(): Promise<void> {
  const { person: words } = texts();
  const given = await askIn();
  const { person } = session.get();
  if (given === undefined || person === undefined) return;
  say('');
  if (person.mustChange) await choosePassword(given['password'] ?? '');
  else if (person.pending?.blocks === true) say(words.wait(person.pending.by.join(', ')));
}

/** Has whoever was signed in sign in again, above whatever he is in the middle of. */
export async function signInAgain(username: string): Promise<void> {
  if ((await askIn(username, [texts().sessionOver])) !== undefined) say('');
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

async function choosePassword(password: string): Promise<void> {
  const { person } = texts();
  const given = await askFor(
    person.choose,
    [{ name: 'to', label: person.newPassword, type: 'password', autocomplete: 'new-password', minLength: 10 }],
    person.setPassword,
    { tries: ({ to = '' }) => tried('POST', '/api/session/password', { password, to }) },
  );
  if (given !== undefined) say(person.chosen);
}

export async function signOut(): Promise<void> {
  say(await tried('DELETE', '/api/session'));
  session.set(nobody);
}
