import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences';
import { useState } from 'react';
import * as v from 'valibot';
import { keep, kept } from './kept.ts';

const shape = v.object({
  wrapLines: v.boolean(),
  contentDisplay: v.array(v.object({ id: v.string(), visible: v.boolean() })),
});
type Preferences = v.InferOutput<typeof shape>;
interface Named {
  readonly id: string;
  readonly header?: unknown;
}

/** Which columns of a table this person sees, in which order; kept by this browser. A column that came later is shown at the end. */
export function useTablePreferences(name: string, columns: readonly Named[]) {
  const [chosen, setChosen] = useState(() => read(name));
  const known = chosen.contentDisplay.filter(({ id }) => columns.some((column) => column.id === id));
  const later = columns.filter(({ id }) => !known.some((one) => one.id === id));
  const contentDisplay = [...known, ...later.map(({ id }) => ({ id, visible: true }))];
  const choose = (next: Preferences) => {
    keep(`table ${name}`, JSON.stringify(next));
    setChosen(next);
  };
  return [{ ...chosen, contentDisplay }, choose] as const;
}

function read(name: string): Preferences {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), kept(`table ${name}`));
  return parsed.success ? parsed.output : { wrapLines: false, contentDisplay: [] };
}

interface Given {
  readonly columns: readonly Named[];
  readonly preferences: Preferences;
  readonly choose: (next: Preferences) => void;
}

export function TablePreferences({ columns, preferences, choose }: Given) {
  const options = columns.map(({ id, header }) => ({ id, label: typeof header === 'string' ? header : id }));
  const confirm = ({ wrapLines = false, contentDisplay = [] }: CollectionPreferencesProps.Preferences) =>
    choose({ wrapLines, contentDisplay: contentDisplay.map(({ id, visible }) => ({ id, visible })) });
  return (
    <CollectionPreferences
      title="How the table is shown"
      confirmLabel="Show it so"
      cancelLabel="Cancel"
      preferences={preferences}
      onConfirm={({ detail }) => confirm(detail)}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Shows all of what does not fit a line' }}
      contentDisplayPreference={{ title: 'Columns', options }}
    />
  );
}
