import type { LiveMessage } from './status-shape.ts';

/** A status as it was told, before anybody has looked what it says. */
export type RawStatus = Readonly<Record<string, unknown>> & { readonly lines: readonly RawLine[] };
type RawLine = Readonly<Record<string, unknown>> & { readonly line: string };

/** What is known after a message of the live connection; a change before the first whole status says nothing. */
export function mergeChange(before: RawStatus | undefined, message: LiveMessage): RawStatus | undefined {
  if (message.kind === 'status') return message.status;
  if (before === undefined) return undefined;
  const lines = before.lines.map((one) => ({ ...one, ...withoutGone(message.lines[one.line] ?? {}) }));
  const fresh = Object.entries(message.lines)
    .filter(([name]) => !before.lines.some(({ line }) => line === name))
    .map(([name, members]) => ({ ...withoutGone(members), line: name }));
  return { ...before, ...withoutGone(message.site), lines: [...lines, ...fresh] };
}

/** A member that is gone is told as null. */
const withoutGone = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? undefined]));
