import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { routeTo } from '../route.ts';
import { element } from './element.ts';
import { pages } from './pages.ts';
import { table } from './table.ts';
import { unitLink } from './unit-link.ts';
import { when } from './when.ts';

const shape = v.looseObject({
  epc: v.string(),
  history: v.array(
    v.looseObject({
      eventTime: v.string(),
      epc: v.string(),
      through: v.optional(v.array(v.string())),
      type: v.string(),
      action: v.optional(v.string()),
      bizStep: v.optional(v.string()),
      disposition: v.optional(v.string()),
      bizLocation: v.optional(v.string()),
      error: v.optional(v.looseObject({ reason: v.optional(v.string()) })),
    }),
  ),
});
type History = v.InferOutput<typeof shape>;
type Step = History['history'][number];

const PER_PAGE = 25;

/** The journey of a unit, newest first; what happened to its containers says through which. Each time leads to the unit as it was then. */
export async function unitHistory(needs: Needs, path: string, at: string | undefined): Promise<HTMLElement> {
  const read = async (page: string) => {
    const { rows, next } = await needs.api.list(page, shape);
    return { rows: rows.history.map((step) => ({ ...step, unit: rows.epc })), next };
  };
  const columns = [
    { title: 'When', cell: timeLink },
    { title: 'Event', cell: (step: Step) => step.type.replace(/Event$/, '') },
    { title: 'Action', cell: (step: Step) => step.action },
    { title: 'Step', cell: (step: Step) => step.bizStep },
    { title: 'Disposition', cell: (step: Step) => step.disposition },
    { title: 'Place', cell: (step: Step) => step.bizLocation && element('code', {}, step.bizLocation) },
    { title: 'Through', cell: (step: Step) => step.through && unitLink(needs, step.epc, at) },
  ];
  const note = {
    title: 'Note',
    cell: (step: Step) => step.error && element('span', { class: 'bad' }, wrong(step.error.reason)),
  };
  const columnsOf = (rows: readonly Step[]) => (rows.some(({ error }) => error) ? [...columns, note] : columns);
  const limit = at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);
  const first = await read(`${path}/history?perPage=${PER_PAGE}`);
  const later = ({ eventTime }: Step) => (Date.parse(eventTime) > limit ? 'past' : '');
  return pages(first, read, (rows) => table(rows, columnsOf(rows), 'No event.', later));
}

function timeLink({ unit, eventTime }: Step & { unit: string }): HTMLElement {
  const told = { href: routeTo('units', unit, { at: eventTime }), 'aria-label': `as it was at ${eventTime}` };
  return element('a', told, when(eventTime));
}

const wrong = (reason: string | undefined) => `declared an error${reason === undefined ? '' : `: ${reason}`}`;
