import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTold } from '../data/live.ts';
import { isAsking } from './ask-for.ts';

interface Needs {
  readonly label: string;
  readonly onScan: (text: string) => void;
  /** A scanner of the page's own that is heard, too. */
  readonly scanner?: string | undefined;
}

/** One input, into which a scanner types, or whatever is typed by hand; and the ear for a scanner on the network. It takes the focus whenever nothing has it. */
export function ScanField({ label, onScan, scanner }: Needs) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A touch beside everything gives the focus to the whole of the content, where a scanner would type into nothing.
    const isFree = document.activeElement === document.body || document.activeElement?.id === 'content';
    if (!isAsking() && isFree) input.current?.focus();
  });
  useScanner(scanner, onScan);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = input.current?.value.trim() ?? '';
    if (input.current !== null) input.current.value = '';
    if (text !== '') onScan(text);
  };
  return (
    <form className="scan" onSubmit={submit}>
      <label className="field">
        <span>{label}</span>
        <input ref={input} onKeyDown={typeSeparator} autoComplete="off" autoCapitalize="off" spellCheck={false} />
      </label>
    </form>
  );
}

/** A scanner that types sends the group separator of GS1 as Ctrl+]. */
function typeSeparator(event: KeyboardEvent<HTMLInputElement>): void {
  if (!event.ctrlKey || event.key !== ']') return;
  event.preventDefault();
  event.currentTarget.value += '\u001d';
}

/** Tells of each scan that comes after the page began to listen. */
function useScanner(scanner: string | undefined, onScan: (text: string) => void): void {
  const scans = useTold().status?.scans[scanner ?? ''];
  const seen = useRef<{ readonly scanner: string | undefined; readonly number: number }>(undefined);
  useEffect(() => {
    if (scans === undefined) return;
    const last = scans.at(-1)?.number ?? 0;
    const { current } = seen;
    const since = current?.scanner === scanner ? (current?.number ?? last) : last;
    seen.current = { scanner, number: last };
    for (const { number, text } of scans) if (number > since) onScan(text);
  });
}
