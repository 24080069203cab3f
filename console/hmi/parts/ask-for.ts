import { inWords } from '../data/ask.ts';
import { session, whenOver } from '../data/session.ts';
import { type Store, storeOf } from '../data/store.ts';
import { texts } from '../texts/language.ts';
import type { Field } from './field.tsx';
import { say } from './notice.tsx';

export type Given = Readonly<Record<string, string>>;

interface Options {
  /** What it is about, a paragraph each. */
  readonly about?: readonly string[] | undefined;
  /** Does what is asked for; answers why it is not done, in words. The dialog then stays, with all that was written but the password. Without it the act goes on elsewhere, for the same person. */
  readonly tries?: ((given: Given) => Promise<string>) | undefined;
}

/** How far a question is: whether the agent is asked to do it, and why it was not done. */
interface Far {
  readonly isBusy: boolean;
  readonly problem: string;
}

/** What the person at the screen is asked, until it is answered. */
export interface Question extends Pick<Options, 'about'> {
  /** Another for each. */
  readonly number: number;
  readonly title: string;
  readonly fields: readonly Field[];
  readonly does: string;
  /** The user name of whoever is asked; nobody's where nobody was signed in. */
  readonly who: string | undefined;
  readonly far: Store<Far>;
  readonly submit: (given: Given) => Promise<void>;
  /** Nothing is given up while it is being done: it would be done all the same. */
  readonly giveUp: () => void;
}

/** The questions that are open, each above the one before. */
export const questions = storeOf<readonly Question[]>([]);
export const isAsking = () => questions.get().length > 0;

let asked = 0;

/** Asks for something in a dialog. Answers what was written, by names, or undefined when the person gave up. */
export function askFor(
  title: string,
  fields: readonly Field[],
  does: string,
  { about, tries = goOn }: Options = {},
): Promise<Given | undefined> {
  return new Promise((resolve) => {
    const far = storeOf<Far>({ isBusy: false, problem: '' });
    const who = session.get().person?.username;
    const end = (given: Given | undefined) => {
      questions.set(questions.get().filter((one) => one !== question));
      resolve(given);
    };
    const submit = async (given: Given) => {
      if (far.get().isBusy) return;
      far.set({ isBusy: true, problem: '' });
      const why = await triedAs(who, () => tries(given));
      if (why === '') return end(given);
      if (why === undefined) return end(undefined);
      far.set({ isBusy: false, problem: why });
    };
    const giveUp = () => {
      if (!far.get().isBusy) end(undefined);
    };
    asked += 1;
    const question: Question = { number: asked, title, fields, does, about, who, far, submit, giveUp };
    questions.set([...questions.get(), question]);
  });
}

/** Whether the session of whoever was asked is over. */
export const isOver = (who: string | undefined, now: string | undefined): boolean =>
  who !== undefined && now === undefined;

/**
 * Tries it for whoever was asked. When his session is over he signs in again, and it is tried with what was written: nothing of it was done.
 *
 * @returns why it is not done, in words, empty when it is; undefined when somebody else has signed in, in whose name nothing of it is done
 */
async function triedAs(who: string | undefined, tries: () => Promise<string>): Promise<string | undefined> {
  const now = () => session.get().person?.username;
  const { sessionOver, person } = texts();
  const why = who === undefined || now() === who ? await triedInWords(tries) : sessionOver;
  // Whatever else was said, it may have been done: the person decides.
  if (who === undefined || why !== sessionOver) return why;
  if (now() === undefined) await whenOver.signIn(who);
  if (now() === undefined) return why;
  if (now() === who) return triedInWords(tries);
  say(person.another);
  return undefined;
}

/** Nothing is done yet. */
const goOn = (): Promise<string> => Promise.resolve('');

const triedInWords = (tries: () => Promise<string>): Promise<string> => tries().catch(inWords);
