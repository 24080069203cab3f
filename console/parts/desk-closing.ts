import { isNotice } from '../../shared/desk/kinds.ts';
import { isOfQuality } from '../../shared/desk/resolutions.ts';
import type { Needs } from '../needs.ts';
import { reasonField } from './acting.ts';
import { type DeskCase, deskCase } from './desk-cases.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';
import { signingForm } from './signing.ts';

/** Ends a case; who opened it does, and quality signs where it decides. @param path of the case */
export function deskClosing({ api }: Needs, path: string, row: DeskCase, done: Done): HTMLElement[] {
  const { kind, state, side, proposal, ended } = row;
  if (ended) return [];
  if (side === 'respondent') return [element('p', { class: 'note' }, 'The partner has opened it, and ends it.')];
  const outcome = choice('outcome', [
    ['resolved', 'resolved'],
    ['withdrawn', 'withdrawn: it was none'],
  ]);
  const end = async (reason: string, more: object) => {
    await api.post(`${path}/close`, { outcome: outcome.value, reason, ...more }, deskCase);
    done('The case has ended.');
  };
  const decides = isNotice(kind) || (state === 'agreed' && isOfQuality(kind, proposal?.resolution));
  const fields = decides
    ? signingForm(
        'End the case, signed',
        ['decided for quality'],
        ({ meaning, reason }) => end(reason, { signature: { meaning } }),
        field('Outcome', outcome),
      )
    : plain(outcome, (reason) => end(reason, {}));
  return [element('details', {}, element('summary', {}, 'End the case'), fields)];
}

function plain(outcome: HTMLSelectElement, end: (reason: string) => Promise<void>): HTMLElement {
  const reason = reasonField(10);
  return form(
    'End the case',
    () => end(reason.value),
    field('Outcome', outcome),
    field('Reason, 10 characters or more; it cannot be opened again', reason, true),
    element('button', { type: 'submit' }, 'End the case'),
  );
}
