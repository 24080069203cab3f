import type { OnboardingState } from '../../shared/network/onboarding/states.ts';
import { element } from './element.ts';
import { facts } from './facts.ts';
import type { Partnership } from './onboardings.ts';
import { probeSteps } from './probe-steps.ts';
import { table } from './table.ts';
import { when } from './when.ts';

/** What is to be done while a partnership stands at a step, in order. */
const steps: readonly (readonly [state: OnboardingState, words: string])[] = [
  ['invited', 'The partner takes the invitation up'],
  ['profile', 'It says who it is'],
  ['channel', 'It says how it is reached'],
  ['connection-test', 'Its connection is tried'],
  ['message-test', 'Messages are tried, sound ones and faulty ones'],
  ['approval', 'The partner approves'],
  ['approved-by-partner', 'We approve'],
  ['live', 'In force, and watched at first'],
  ['monitored', 'In force'],
];

/** The steps of a partnership, each with what it left as evidence. */
export function onboardingSteps(row: Partnership): HTMLElement {
  const state = row.state === 'suspended' ? (row.suspended?.from ?? 'live') : row.state;
  const now = steps.findIndex(([name]) => name === state);
  const lines = steps.map(([name, words], i) =>
    element(
      'li',
      i === now ? { 'aria-current': 'step' } : {},
      element(i === now ? 'b' : 'span', { class: i <= now ? '' : 'note' }, words),
      i < now ? element('span', { class: 'good' }, ' done') : undefined,
      evidenceOf(row, name),
    ),
  );
  return element('ol', { 'aria-label': 'Steps' }, ...lines);
}

function evidenceOf({ invitation, profile, channel, evidence }: Partnership, step: OnboardingState) {
  if (step === 'invited' && invitation !== undefined)
    return line(
      'Invited by ',
      invitation.by,
      ', ',
      when(invitation.at),
      '; the link opens until ',
      when(invitation.expiresAt),
    );
  if (step === 'profile' && profile !== undefined)
    return more('What it says of itself', facts({ ...profile }, ['name', 'party', 'gln', 'kind', 'address']));
  if (step === 'channel' && channel !== undefined)
    return more('How it is reached', facts({ ...channel }, ['channel', 'url']));
  if (step === 'connection-test' && evidence.connection !== undefined)
    return more('What was seen', line(when(evidence.connection.at)), probeSteps(evidence.connection.steps));
  if (step === 'message-test') return messagesOf(evidence);
  if (step === 'approval' && evidence.partner !== undefined) {
    const { name, title, at, digest } = evidence.partner;
    return line(`${[name, title].filter(Boolean).join(', ')}, `, when(at), ', of ', element('code', {}, digest));
  }
  if (step === 'approved-by-partner' && evidence.ours !== undefined) {
    const { by, name, meaning, reason, at } = evidence.ours;
    return line(`Signed by ${name ?? by}, `, when(at), `: ${meaning}${reason === undefined ? '' : `, ${reason}`}`);
  }
  return undefined;
}

function messagesOf({ files, sent }: Partnership['evidence']): HTMLElement | undefined {
  if (files.length === 0 && sent === undefined) return undefined;
  type File = (typeof files)[number];
  const judged = table(
    files,
    [
      { title: 'Test', cell: ({ test }: File) => test },
      { title: 'Form', cell: ({ form }: File) => form },
      { title: 'File', cell: ({ name, sha256 }: File) => element('span', { title: `SHA-256 ${sha256}` }, name) },
      {
        title: 'Outcome',
        cell: ({ outcome, asExpected, detail }: File) =>
          element(
            'div',
            {},
            element('span', { class: asExpected ? 'good' : 'bad' }, outcome),
            detail && element('div', { class: 'why' }, detail),
          ),
      },
      { title: 'When', cell: ({ at }: File) => when(at) },
    ],
    'No file of the partner’s was judged yet.',
  );
  const told = sent && [
    `Our message ${sent.id}: ${sent.verdict}, `,
    when(sent.at),
    sent.acknowledged === undefined ? '; the partner has not told what came' : '; the partner told the same bytes, ',
    when(sent.acknowledged?.at),
  ];
  return more('What was sent and judged', judged, ...(told === undefined ? [] : [line(...told)]));
}

const line = (...said: readonly (string | Node | undefined)[]) => element('p', { class: 'why' }, ...said);
const more = (title: string, ...inside: readonly HTMLElement[]) =>
  element('details', {}, element('summary', {}, title), ...inside);
