import type { Needs } from '../needs.ts';
import { type DeskCase, deskCase, dueCell } from '../parts/desk-cases.ts';
import { deskClosing } from '../parts/desk-closing.ts';
import { deskConversation } from '../parts/desk-conversation.ts';
import { deskFiling } from '../parts/desk-filing.ts';
import { deskSaying } from '../parts/desk-saying.ts';
import { type Done, detail } from '../parts/detail.ts';
import { element } from '../parts/element.ts';
import { facts } from '../parts/facts.ts';
import { field, form } from '../parts/form.ts';
import { when } from '../parts/when.ts';
import { words } from '../parts/words.ts';
import { routeTo } from '../route.ts';

/** One case: how it stands and until when, what both sides said, and what we can do. */
export function deskDetail(needs: Needs, id: string, changed: () => void, close: () => void): HTMLElement {
  const path = `/api/desk/cases/${encodeURIComponent(id)}`;
  const show = async (done: Done) => {
    const row = await needs.api.get(path, deskCase);
    const acts = needs.may('exceptions:write')
      ? [
          ...(row.ended ? [] : deskSaying(needs, path, row, done)),
          ...(row.ended ? [] : [deskFiling(needs, path, done)]),
          assigning(needs, path, row, done),
          ...deskClosing(needs, path, row, done),
        ]
      : [];
    return [
      element('p', {}, element('b', {}, row.title)),
      factsOf(row),
      subjectOf(row),
      element('h4', {}, 'What was said'),
      deskConversation(needs, path, row),
      ...acts,
      historyOf(row),
    ];
  };
  return detail({ title: 'Case', show, changed, close });
}

function factsOf(row: DeskCase): HTMLElement {
  const { kind, state, side, partner, way, awaits, problem, assignee, origin, told, toldFrom, proposal, found } = row;
  const lines: readonly (readonly [string, Node | string | undefined])[] = [
    ['Kind', words(kind).toLowerCase()],
    ['State', words(state).toLowerCase()],
    ['Stuck', problem && element('span', { class: 'bad' }, problem)],
    ['Partner', element('a', { href: routeTo('partners', partner) }, partner)],
    ['Opened by', side === 'claimant' ? 'us' : 'the partner'],
    ['Turn of', awaits],
    ['Due', dueCell(row)],
    [
      'Stands',
      proposal &&
        `${words(proposal.resolution).toLowerCase()}, proposed by ${proposal.side === side ? 'us' : 'the partner'}`,
    ],
    [
      'Packs found',
      found &&
        `${found.found}; kept apart ${found.quarantined}, returned ${found.returned}, destroyed ${found.destroyed}`,
    ],
    ['Told by', way],
    ['Told', told === undefined ? undefined : told ? 'all of it' : 'not yet'],
    ['Told from', when(toldFrom)],
    ['Came of', [origin.kind, origin.id].filter(Boolean).join(' ')],
    ['Assigned to', assignee],
    ['Told again', row.resent?.join(', ')],
  ];
  const shown = lines.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [element('dt', {}, name), element('dd', {}, value)],
  );
  return element('dl', {}, ...shown);
}

const order = [
  'recall',
  'packs',
  'things',
  'lots',
  'counts',
  'differences',
  'keys',
  'documents',
  'events',
  'deliveries',
];

/** What it is about; members that name nothing are left out. */
function subjectOf({ subject }: DeskCase): HTMLElement {
  const named = Object.entries(subject).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return element('details', {}, element('summary', {}, 'What it is about'), facts(Object.fromEntries(named), order));
}

function assigning({ api, me }: Needs, path: string, { assignee }: DeskCase, done: Done): HTMLElement {
  const to = element('input', { name: 'assignee', value: assignee ?? me, autocomplete: 'off' });
  const assign = async () => {
    const name = to.value.trim();
    await api.post(`${path}/assign`, name === '' ? {} : { assignee: name }, deskCase);
    done(name === '' ? 'It is assigned to nobody.' : `It is assigned to ${name}.`);
  };
  return form('Assign', assign, field('Assign to; empty: nobody', to), element('button', { type: 'submit' }, 'Assign'));
}

function historyOf({ history }: DeskCase): HTMLElement {
  const lines = history.map(({ at, by, what, detail: more, signature }) =>
    element(
      'li',
      {},
      when(at),
      ` ${words(what).toLowerCase()} by ${by}`,
      more && `: ${more}`,
      signature && `, signed by ${signature.name ?? signature.by}: ${signature.meaning}`,
    ),
  );
  return element('details', {}, element('summary', {}, 'History'), element('ol', { class: 'why' }, ...lines));
}
