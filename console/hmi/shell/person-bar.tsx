import { useTold } from '../data/live.ts';
import { useSession } from '../data/session.ts';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { signIn, signOut } from './sign-in.ts';

/** Who is signed in; nobody has to be where the site names no people. */
export function PersonBar() {
  const texts = useTexts();
  const { status } = useTold();
  const { person } = useSession();
  if (status?.signIn === false) return null;
  if (person === undefined)
    return (
      <button type="button" className="main" onClick={() => void signIn()}>
        {texts.person.signIn}
      </button>
    );
  return (
    <span className="person">
      <span>
        {person.name} <small>({person.roles.map((role) => wordOf(texts.words.role, role)).join(', ')})</small>
      </span>
      <button type="button" onClick={() => void signOut()}>
        {texts.person.signOut}
      </button>
    </span>
  );
}
