import type { ReactNode } from 'react';

interface Needs {
  readonly title: string;
  readonly children: ReactNode;
}

/** A panel that scrolls by itself where a screen is too small for what it holds. */
export function ScrollPanel({ title, children }: Needs) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="panel scrolls" aria-label={title} tabIndex={0}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
