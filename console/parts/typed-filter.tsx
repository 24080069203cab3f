import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useEffect, useState } from 'react';

/** Somebody who types is asked for when he pauses. */
const PAUSE_MS = 300;

interface Given {
  readonly label: string;
  /** As the list is narrowed now. */
  readonly value: string;
  readonly change: (value: string) => void;
  /** Why nothing is found by it. */
  readonly error?: string | undefined;
}

/** A text that narrows a list at the server. */
export function TypedFilter({ label, value, change, error }: Given) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const pause = setTimeout(() => change(typed.trim()), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed, value, change]);
  return (
    <FormField label={label} errorText={error}>
      <Input type="search" value={typed} onChange={({ detail }) => setTyped(detail.value)} clearAriaLabel="Clear" />
    </FormField>
  );
}
