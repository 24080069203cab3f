import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';

/** What it is called, and what it is; nothing where it is not known or does not fit. */
export type Fact = readonly [label: string, value: ReactNode];

interface Given {
  readonly facts: readonly Fact[];
  readonly columns?: number;
}

/** Facts side by side; those of which nothing is known are left out. */
export function FactList({ facts, columns = 4 }: Given) {
  const items = facts.flatMap(([label, value]) =>
    value === undefined || value === null || value === '' || value === false ? [] : [{ label, value }],
  );
  return <KeyValuePairs columns={columns} items={items} />;
}
