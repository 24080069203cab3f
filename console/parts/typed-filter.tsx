import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { shownTyped } from './shown-typed.ts';

/** Somebody who types is asked for when he pauses, and when he leaves the field: what he does next is done with what he typed. */
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
  const asked = useRef<string>(undefined);
  useEffect(() => {
    const own = asked.current;
    asked.current = undefined;
    setTyped((before) => shownTyped(before, value, own));
  }, [value]);
  const take = (typedSoFar: string) => {
    const text = typedSoFar.trim();
    if (text === value) return;
    asked.current = text;
    change(text);
  };
  // An event: what other fields change meanwhile begins no pause anew.
  const pause = useEffectEvent(take);
  useEffect(() => {
    const over = setTimeout(() => pause(typed), PAUSE_MS);
    return () => clearTimeout(over);
  }, [typed]);
  return (
    <FormField label={label} errorText={error}>
      <Input
        type="search"
        value={typed}
        onChange={({ detail }) => setTyped(detail.value)}
        onBlur={() => take(typed)}
        clearAriaLabel="Clear"
      />
    </FormField>
  );
}
