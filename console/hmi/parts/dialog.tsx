import { type FormEvent, useEffect, useId, useRef } from 'react';
import { useSession } from '../data/session.ts';
import { useStore } from '../data/store.ts';
import { useTexts } from '../texts/language.ts';
import { isOver, type Question, questions } from './ask-for.ts';
import { FieldRow, readForm } from './field.tsx';

/** Where dialogs are shown. */
export function Dialogs() {
  return useStore(questions).map((one) => <Dialog key={one.number} {...one} />);
}

function Dialog({ title, fields, does, about = [], who, far, submit, giveUp }: Question) {
  const texts = useTexts();
  const { person } = useSession();
  const { isBusy, problem } = useStore(far);
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const { activeElement } = document;
    box.current?.showModal();
    // Whoever works by keyboard goes on where he was.
    return () => {
      if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus();
    };
  }, []);
  const submitForm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    await submit(readForm(form));
    if (far.get().problem !== '') forgetPassword(form);
  };
  // A browser closes a dialog on the second Escape whatever the page says.
  const closed = () => (far.get().isBusy ? box.current?.showModal() : giveUp());
  return (
    <dialog
      ref={box}
      aria-labelledby={titleId}
      onCancel={(event) => far.get().isBusy && event.preventDefault()}
      onClose={closed}
    >
      <form onSubmit={(event) => void submitForm(event)} className={fields.length > 6 ? 'wide' : ''}>
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
          {problem || (isOver(who, person?.username) && texts.sessionOver)}
        </p>
        {isBusy && (
          <p className="about" role="status">
            {texts.loading}
          </p>
        )}
        <div className="bar">
          <button type="submit" className="main" disabled={isBusy}>
            {does}
          </button>
          <button type="button" disabled={isBusy} onClick={giveUp}>
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
