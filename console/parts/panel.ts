import { element } from './element.ts';

/** A place below a list where one thing of it is looked at. Opening takes the focus there, closing takes it back. */
export function panel() {
  const holder = element('div', { class: 'panel' });
  let opener: Element | null = null;
  return {
    holder,
    open: (content: HTMLElement): void => {
      if (!holder.contains(document.activeElement)) opener = document.activeElement;
      holder.replaceChildren(content);
      const heading = holder.querySelector<HTMLElement>('h3');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus();
    },
    close: (): void => {
      holder.replaceChildren();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    },
  };
}
