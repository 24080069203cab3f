import { Problem, type Said } from '../api.ts';
import { element } from './element.ts';
import { action, field } from './form.ts';
import { lineOf, placeInJson } from './place-in-json.ts';

interface JsonEditor {
  readonly label: string;
  readonly name: string;
  readonly rows: number;
  /** What it begins with. */
  readonly value: unknown;
  /** What is wrong with a value, each with its JSON pointer. */
  check(value: unknown): readonly Said[];
}

/** A field for JSON that says what is wrong at which line, and leads there. */
export function jsonEditor({ label, name, rows, value, check }: JsonEditor) {
  const area = element('textarea', { name, class: 'code', rows: `${rows}`, spellcheck: 'false', autocomplete: 'off' });
  const write = (what: unknown) => {
    area.value = what === undefined ? '' : JSON.stringify(what, undefined, 2);
  };
  write(value);
  const told = element('div', { 'aria-live': 'polite' });
  const tell = (problems: readonly Said[]) => {
    area.setAttribute('aria-invalid', String(problems.length > 0));
    const lines = problems.map((problem) => element('li', {}, ...problemLine(area, problem)));
    told.replaceChildren(
      ...(lines.length === 0
        ? []
        : [element('ul', { class: 'problem', 'aria-label': `Problems: ${label}` }, ...lines)]),
    );
  };
  /** @throws Problem for a text that is no JSON */
  const read = (): unknown => {
    if (area.value.trim() === '') return undefined;
    try {
      return JSON.parse(area.value);
    } catch (error) {
      const [, position] = /position (\d+)/.exec(String(error)) ?? [];
      const from = Number(position ?? area.value.length);
      tell([{ title: 'No JSON', detail: String(error).replace(/^SyntaxError: /, '') }]);
      select(area, from, from + 1);
      throw new Problem({
        title: `${label}: this is no JSON`,
        detail: `line ${lineOf(area.value, from)}`,
        remedy: 'Mend it there',
      });
    }
  };
  const checked = () => {
    try {
      const found = read();
      tell(found === undefined ? [] : check(found));
    } catch {
      // The line is told already.
    }
  };
  area.addEventListener('change', checked);
  return { holder: element('div', { class: 'wide' }, field(label, area, true), told), read, write, tell, checked };
}

/** The line of a problem, as a button that leads to it where its place is known. */
function problemLine(area: HTMLTextAreaElement, { at, detail = '', remedy }: Said): (HTMLElement | string)[] {
  const more = remedy === undefined ? '' : `. ${remedy}`;
  const place = at === undefined ? undefined : placeInJson(area.value, at);
  if (place === undefined) return [`${detail}${more}`];
  const go = action(`Line ${place.line}`, () => select(area, place.from, place.to), { class: 'plain' });
  return [go, ` ${at}: ${detail}${more}`];
}

function select(area: HTMLTextAreaElement, from: number, to: number): void {
  area.focus();
  area.setSelectionRange(from, to);
  // A selection does not scroll by itself: about where its line is.
  area.scrollTop = (area.scrollHeight * (lineOf(area.value, from) - 3)) / lineOf(area.value, area.value.length);
}
