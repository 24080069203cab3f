import { element } from './element.ts';
import { action, field } from './form.ts';
import { problemNote } from './problem-note.ts';

/**
 * Asks before something that cannot be taken back; Escape and the button that has the focus leave all as it is.
 *
 * @param why where a reason must be given, what it is written into
 * @param leave words of the button that leaves all as it is
 */
export function confirmFirst(
  question: string,
  consequence: string,
  doIt: string,
  act: () => Promise<void>,
  why?: HTMLTextAreaElement,
  leave = 'Cancel',
): void {
  const answer = element('div', { 'aria-live': 'assertive' });
  const heading = element('h2', { id: 'question' }, question);
  const dialog = element('dialog', { 'aria-labelledby': 'question' }, heading, element('p', {}, consequence));
  if (why !== undefined) dialog.append(field('Why', why, true));
  const yes = action(doIt, () => {
    if (why?.reportValidity() === false) return;
    yes.disabled = true;
    void act().then(
      () => dialog.close(),
      (error: unknown) => {
        answer.replaceChildren(problemNote(error));
        yes.disabled = false;
      },
    );
  });
  const no = action(leave, () => dialog.close(), { autofocus: '' });
  dialog.append(answer, element('p', { class: 'actions' }, no, yes));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
