import Button from '@cloudscape-design/components/button';
import { useRef } from 'react';
import type { Said } from '../api.ts';
import { AreaField } from './area-field.tsx';
import { readJson } from './json-text.ts';
import { lineOf, placeInJson, type Stretch } from './place-in-json.ts';

interface Given {
  readonly label: string;
  readonly constraint?: string;
  readonly rows: number;
  readonly value: string;
  readonly change: (value: string) => void;
  /** What is wrong with the value, each with its JSON pointer. */
  readonly problems: readonly Said[];
}

/** A field for JSON that says what is wrong at which line, and leads there. */
export function JsonField({ label, constraint, rows, value, change, problems }: Given) {
  const holder = useRef<HTMLDivElement>(null);
  const read = readJson(value);
  const wrong: readonly Wrong[] =
    'fault' in read
      ? [{ said: { detail: read.fault }, place: read.place }]
      : problems.map((said) => ({ said, place: said.at === undefined ? undefined : placeInJson(value, said.at) }));
  const several = wrong.length === 1 ? 'One thing is wrong' : `${wrong.length} things are wrong`;
  const go = (place: Stretch) => {
    const area = holder.current?.querySelector('textarea');
    if (area) select(area, place);
  };
  return (
    <div ref={holder}>
      <AreaField
        label={label}
        constraint={constraint}
        rows={rows}
        isCode
        value={value}
        change={change}
        error={wrong.length === 0 ? undefined : `${several}; see below`}
      />
      {wrong.length > 0 && (
        <ul className="history" aria-label={`Problems: ${label}`}>
          {wrong.map(({ said, place }) => (
            <li key={`${said.at} ${said.detail}`}>
              {place !== undefined && (
                <Button variant="inline-link" formAction="none" onClick={() => go(place)}>
                  Line {place.line}
                </Button>
              )}{' '}
              {said.at !== undefined && `${said.at}: `}
              {said.detail}
              {said.remedy !== undefined && `. ${said.remedy}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface Wrong {
  readonly said: Said;
  readonly place: Stretch | undefined;
}

function select(area: HTMLTextAreaElement, { from, to }: Stretch): void {
  area.focus();
  area.setSelectionRange(from, to);
  // A selection does not scroll by itself: about where its line is.
  area.scrollTop = (area.scrollHeight * (lineOf(area.value, from) - 3)) / lineOf(area.value, area.value.length);
}
