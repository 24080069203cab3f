import type { StatementKind } from '../../shared/messages/statements-api.ts';
import { element } from './element.ts';
import { field } from './form.ts';
import type { Control } from './mark-at.ts';

/** A report that a statement may be about. */
export interface ToldReport {
  readonly deliveryId: string;
  readonly report?: string | undefined;
  readonly lot?: string | undefined;
  readonly updatedAt: string;
}

/** What a form is made from. */
export interface Asked {
  readonly kind: StatementKind;
  /** What was written before, by name. */
  readonly before: Readonly<Record<string, string>>;
  /** Of those that it may be about. */
  readonly reports: readonly ToldReport[];
  /** Id of the list of places to choose from. */
  readonly places: string;
}

const optionally = (optional: boolean): Record<string, string> => (optional ? {} : { required: '' });
const words = (title: string, optional: boolean) => (optional ? `${title} (may be left out)` : title);

/** The controls of a statement, each with the place by which a refusal names it. */
export function statementFields(asked: Asked) {
  const controls = new Map<string, Control>();
  const add = (at: string, label: string, control: Control, wide = false) => {
    const kept = asked.before[at];
    if (kept !== undefined) control.value = kept;
    controls.set(at, control);
    return field(label, control, wide);
  };
  const { kind } = asked;
  const parts = [
    subjectField(asked, add),
    add('/at', 'When it happened', element('input', { type: 'datetime-local', step: '1', required: '', name: 'at' })),
    ...sideFields(asked, add),
    ...kind.facts.map(({ name, title, form, optional }) => {
      const attributes = { name, autocomplete: 'off', title: `It is ${form}`, ...optionally(optional) };
      return add(`/facts/${name}`, words(title, optional), element('input', attributes), true);
    }),
  ];
  return { parts, controls };
}

type Add = (at: string, label: string, control: Control, wide?: boolean) => HTMLElement;

function subjectField({ kind, reports }: Asked, add: Add): HTMLElement {
  if (kind.of === 'document') {
    const options = reports.map(({ deliveryId, report, lot, updatedAt }) =>
      element(
        'option',
        { value: deliveryId },
        `${report ?? ''} ${lot ?? ''} of ${updatedAt.slice(0, 16).replace('T', ' ')}`,
      ),
    );
    return add('/delivery', 'The report', element('select', { name: 'delivery', required: '' }, ...options), true);
  }
  const what =
    kind.of === 'codes'
      ? 'The code that is no more, and below it the one in its place'
      : 'Packs and packages, one EPC URI or GS1 Digital Link a line';
  return add(
    '/things',
    what,
    element('textarea', { name: 'things', rows: '4', required: '', spellcheck: 'false' }),
    true,
  );
}

function sideFields({ kind, places }: Asked, add: Add): HTMLElement[] {
  return (['from', 'to'] as const).flatMap((side) => {
    const { [side]: asked } = kind;
    if (asked === undefined) return [];
    const { title, optional } = asked;
    const attributes = { name: side, list: places, pattern: '\\d{13}', inputmode: 'numeric', autocomplete: 'off' };
    const control = element('input', { ...attributes, title: 'A GLN of 13 digits', ...optionally(optional) });
    return [add(`/${side}`, words(`${title}, GLN`, optional), control)];
  });
}

/** What was written, as the API takes it. */
export function statedIn(kind: StatementKind, controls: ReadonlyMap<string, Control>): object {
  const said = (at: string) => controls.get(at)?.value.trim() ?? '';
  const given = (name: string) => (said(`/${name}`) === '' ? {} : { [name]: said(`/${name}`) });
  const facts = kind.facts.map(({ name }) => [name, said(`/facts/${name}`)]).filter(([, text]) => text !== '');
  const things = said('/things').split(/\s+/).filter(Boolean);
  return {
    ...(kind.of === 'document' ? given('delivery') : { things }),
    at: new Date(said('/at')).toISOString(),
    ...given('from'),
    ...given('to'),
    facts: Object.fromEntries(facts),
  };
}
