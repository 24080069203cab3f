import { storeOf, useStore } from '../data/store.ts';
import { useTexts } from '../texts/language.ts';

interface Notice {
  readonly words: string;
  /** What is said of a state goes with it. */
  readonly of: string | undefined;
}
const notice = storeOf<Notice>({ words: '', of: undefined });

/** Says something to the person at the screen, until something else is said; nothing takes back what was said. */
export function say(words: string, of?: string): void {
  notice.set({ words, of });
}

/** Takes back what was said of a state that is another now. */
export function saidOf(states: string): void {
  const { of } = notice.get();
  if (of !== undefined && of !== states) say('');
}

/** Where it is said; a screen reader hears it. */
export function Notices() {
  const { words } = useStore(notice);
  const { close } = useTexts();
  return (
    <div className="notice" role="alert">
      {words !== '' && <p>{words}</p>}
      {words !== '' && (
        <button type="button" onClick={() => say('')}>
          {close}
        </button>
      )}
    </div>
  );
}
