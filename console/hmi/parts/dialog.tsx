import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { storeOf, useStore } from '../data/store.ts';
import { useTexts } from '../texts/language.ts';
import { type Field, FieldRow, readForm } from './field.tsx';

export type Given = Readonly<Record<string, string>>;

interface Options {
  /** What it is about, a paragraph each. */
  readonly about?: readonly string[] | undefined;
  /** Does what is asked for; answers why it is not done, in words. The dialog then stays, with all that was written but the password. */
  readonly tries?: ((given: Given) => Promise<string>) | undefined;
}
interface Asked extends Options {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly does: string;
  readonly answer: (given: Given | undefined) => void;
}

const asked = storeOf<Asked | undefined>(undefined);
export const isAsking = () => asked.get() !== undefined;

/** Asks for something in a dialog. Answers what was written, by names, or undefined when the person gave up. */
export function askFor(
  title: string,
  fields: readonly Field[],
  does: string,
  options: Options = {},
): Promise<Given | undefined> {
  asked.get()?.answer(undefined);
  return new Promise((resolve) => {
    const answer = (given: Given | undefined) => {
      asked.set(undefined);
      resolve(given);
    };
    asked.set({ title, fields, does, answer, ...options });
  });
}

/** Where dialogs are shown. */
export function Dialogs() {
  const now = useStore(asked);
  return now === undefined ? null : <Dialog key={now.title} {...now} />;
}

function Dialog({ title, fields, does, about = [], tries, answer }: Asked) {
  const texts = useTexts();
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const { activeElement } = document;
    box.current?.showModal();
    // Whoever works by keyboard goes on where he was.
    return () => {
      if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus();
    };
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const written = readForm(form);
    if (tries === undefined) return answer(written);
    setBusy(true);
    const why = await tries(written);
    setBusy(false);
    if (why === '') return answer(written);
    setProblem(why);
    forgetPassword(form);
  };
  return (
    <dialog ref={box} aria-labelledby={titleId} onClose={() => answer(undefined)}>
      <form onSubmit={(event) => void submit(event)} className={fields.length > 6 ? 'wide' : ''}>
        <h2 id={titleId}>{title}</h2>
        {about.map((words) => (
          <p key={words} className="about">
            {words}
          </p>
        ))}
        {fields.map((field) => (
          <FieldRow key={field.name} {...field} />
        ))}
        <p className="bad" role="alert">
          {problem}
        </p>
        <div className="bar">
          <button type="submit" className="main" disabled={isBusy}>
            {does}
          </button>
          <button type="button" onClick={() => answer(undefined)}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function forgetPassword(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('[type=password]');
  if (field === null) return;
  field.value = '';
  field.focus();
}
