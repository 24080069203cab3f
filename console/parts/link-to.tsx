import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { routeTo } from '../route.ts';

interface Given extends Pick<LinkProps, 'ariaLabel' | 'variant'> {
  readonly page: string;
  readonly subject?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** A link to a place in the console, which can be opened in a tab of its own, kept and sent to others. */
export function LinkTo({ page, subject, query, children, ...more }: Given) {
  return (
    <Link href={routeTo(page, subject, query)} {...more}>
      {children}
    </Link>
  );
}
