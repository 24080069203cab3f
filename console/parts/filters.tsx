import type { ReactNode } from 'react';

/** Controls that narrow a list, side by side as far as there is room. */
export function Filters({ children }: { readonly children: ReactNode }) {
  return (
    <search className="filters" aria-label="What is shown">
      {children}
    </search>
  );
}
