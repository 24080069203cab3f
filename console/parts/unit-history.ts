import * as v from 'valibot';
import type { Get } from '../api.ts';
import { element } from './element.ts';
import { pages } from './pages.ts';
import { table } from './table.ts';

const shape = v.looseObject({
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
  nextPageToken: v.optional(v.string()),
});
type Step = v.InferOutput<typeof shape>['history'][number];

const columns = [
  { title: 'When', cell: (step: Step) => new Date(step.eventTime).toLocaleString() },
  { title: 'Event', cell: (step: Step) => step.type },
  { title: 'Action', cell: (step: Step) => step.action },
  { title: 'Step', cell: (step: Step) => step.bizStep },
  { title: 'Disposition', cell: (step: Step) => step.disposition },
  { title: 'Place', cell: (step: Step) => step.bizLocation && element('code', {}, step.bizLocation) },
  { title: 'Through', cell: (step: Step) => step.through && element('code', {}, step.epc) },
  { title: 'Note', cell: (step: Step) => step.error && element('span', { class: 'bad' }, wrong(step.error.reason)) },
];

/** The journey of a unit, newest first; what happened to its containers says through which. */
export async function unitHistory(get: Get, unit: string): Promise<HTMLElement> {
  const read = async (query: string) => {
    const { history, nextPageToken } = await get(`${unit}/history?perPage=50${query}`, shape);
    return { rows: history, next: nextPageToken };
  };
  const more = (token: string) => read(`&nextPageToken=${encodeURIComponent(token)}`);
  return pages(await read(''), more, (rows) => table(rows, columns, 'No event.'));
}

const wrong = (reason: string | undefined) => `declared an error${reason === undefined ? '' : `: ${reason}`}`;
