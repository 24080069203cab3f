import * as v from 'valibot';
import { foundPacks } from '../../shared/desk/desk-message.ts';
import type { Needs } from '../needs.ts';
import { routeTo } from '../route.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { signingFormWith } from './signing.ts';
import { type Column, table } from './table.ts';
import { when } from './when.ts';

const notice = v.object({
  case: v.string(),
  partner: v.string(),
  state: v.string(),
  toldAt: v.string(),
  packs: v.number(),
  found: v.optional(foundPacks),
  late: v.boolean(),
});
type Notice = v.InferOutput<typeof notice>;

export const toldNotices = v.object({
  notices: v.array(notice),
  effectiveness: v.object({
    notices: v.number(),
    unanswered: v.number(),
    acknowledged: v.number(),
    reported: v.number(),
    notified: v.number(),
    found: v.number(),
    notFound: v.number(),
    effectiveness: v.number(),
  }),
});
export type ToldNotices = v.InferOutput<typeof toldNotices>;

const sentNotices = v.object({
  notices: v.array(v.object({ partner: v.string(), isNew: v.boolean() })),
  unreached: v.array(v.object({ name: v.string(), packs: v.number() })),
});

/** What holders were told of a recall, and what they answered. */
export function noticesPart({ notices, effectiveness: all }: ToldNotices): HTMLElement {
  const columns: Column<Notice>[] = [
    { title: 'Holder', cell: ({ partner, case: id }) => element('a', { href: routeTo('desk', id) }, partner) },
    { title: 'Told', cell: ({ toldAt }) => when(toldAt) },
    {
      title: 'State',
      cell: ({ state, late }) => element('span', { class: late ? 'bad' : '' }, late ? `${state}, late` : state),
    },
    { title: 'Packs', number: true, cell: ({ packs }) => packs },
    { title: 'Found', number: true, cell: ({ found }) => found?.found ?? '–' },
    { title: 'Kept apart', number: true, cell: ({ found }) => found?.quarantined ?? '–' },
    { title: 'Returned', number: true, cell: ({ found }) => found?.returned ?? '–' },
    { title: 'Destroyed', number: true, cell: ({ found }) => found?.destroyed ?? '–' },
  ];
  const share = Math.round(all.effectiveness * 100);
  const summary = `${all.reported} of ${all.notices} reported (${share} %), ${all.unanswered} not answered; of ${all.notified} packs ${all.found} found, ${all.notFound} not.`;
  return element(
    'div',
    {},
    all.notices === 0 ? undefined : element('p', {}, summary),
    table(notices, columns, 'No holder was told yet.'),
  );
}

/** Tells every holder that is a partner, once each, under an electronic signature. @param path of the recall */
export function noticeForm({ api }: Needs, path: string, done: Done): HTMLElement {
  const send = async ({ meaning, reason }: { meaning: string; reason: string }) => {
    const sent = await api.post(`${path}/notices`, { text: reason, signature: { meaning } }, sentNotices);
    const fresh = sent.notices.filter(({ isNew }) => isNew).length;
    const unreached = sent.unreached.map(({ name, packs }) => `${name} (${packs} packs)`).join(', ');
    const left = unreached === '' ? '' : ` No partners, to be told by people: ${unreached}.`;
    done(`${fresh} ${fresh === 1 ? 'holder was' : 'holders were'} told.${left}`);
  };
  const fields = signingFormWith(
    'Tell the holders',
    { meanings: ['recall notice approved'], reason: 'What holders are to do' },
    send,
    element(
      'p',
      { class: 'note wide' },
      'Each holder is told once, with the list of its packs. It cannot be taken back; lifting the recall is told, too.',
    ),
  );
  return element('details', {}, element('summary', {}, 'Tell the holders'), fields);
}
