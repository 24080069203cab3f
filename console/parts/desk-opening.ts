import { deskKinds, isNotice } from '../../shared/desk/kinds.ts';
import type { Needs } from '../needs.ts';
import { deskCase } from './desk-cases.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';
import { type Control, marking } from './mark-at.ts';
import { words } from './words.ts';

const kinds = deskKinds.filter((kind) => !isNotice(kind));

/**
 * Opens a case against a partner.
 *
 * @param exception id of an exception that it comes of
 */
export function deskOpening({ api }: Needs, exception: string | undefined, opened: (id: string) => void): HTMLElement {
  const input = (name: string, more: Record<string, string> = {}) =>
    element('input', { name, autocomplete: 'off', ...more });
  const kind = choice(
    'kind',
    kinds.map((one) => [one, words(one).toLowerCase()] as const),
  );
  const controls = {
    partner: input('partner', { required: '', autocapitalize: 'none' }),
    exception: input('exception', { value: exception ?? '' }),
    order: input('order'),
    text: element('textarea', { name: 'text', required: '', maxlength: '2000', rows: '3' }),
    things: element('textarea', { name: 'things', rows: '3', spellcheck: 'false' }),
    invalid: input('invalid'),
    proposed: input('proposed'),
  };
  const keys = element(
    'div',
    { class: 'row wide', hidden: '' },
    field('GTIN or GLN that is wrong', controls.invalid),
    field('What it should be (may be left out)', controls.proposed),
  );
  kind.addEventListener('change', () => {
    keys.hidden = kind.value !== 'master-data';
  });
  // Drawn once: sent again after an answer that was lost, it is the same case.
  let id = crypto.randomUUID();
  const open = async () => {
    const places = new Map<string, Control>(Object.entries(controls).map(([name, one]) => [`/${name}`, one]));
    const made = await marking(places.set('/subject', controls.things), () =>
      api.post('/api/desk/cases', wanted(id, kind.value, controls), deskCase),
    );
    id = crypto.randomUUID();
    holder.open = false;
    fields.reset();
    opened(made.id);
  };
  const fields = form(
    'Open a case',
    open,
    field('Partner', controls.partner),
    field('What is it about', kind),
    field('Purchase order (may be left out)', controls.order),
    field('Exception that it comes of (may be left out)', controls.exception),
    keys,
    field('Packs and packages, one EPC a line', controls.things, true),
    field('What is wrong, for the partner', controls.text, true),
    element('button', { type: 'submit' }, 'Open the case'),
  );
  const holder = element('details', exception === undefined ? {} : { open: '' });
  holder.append(element('summary', {}, 'Open a case'), fields);
  return holder;
}

type Controls = Readonly<
  Record<'partner' | 'exception' | 'order' | 'text' | 'things' | 'invalid' | 'proposed', { readonly value: string }>
>;

function wanted(id: string, kind: string, controls: Controls): object {
  const said = (name: keyof Controls) => controls[name].value.trim();
  const key = { kind: said('invalid').length === 13 ? 'gln' : 'gtin', invalid: said('invalid') };
  const proposed = said('proposed') === '' ? {} : { proposed: said('proposed') };
  return {
    id,
    kind,
    partner: said('partner'),
    text: said('text'),
    ...(said('exception') !== '' && { exception: said('exception') }),
    subject: {
      things: said('things').split(/\s+/).filter(Boolean),
      ...(said('order') !== '' && { documents: [{ type: 'po', number: said('order') }] }),
      ...(kind === 'master-data' && said('invalid') !== '' && { keys: [{ ...key, ...proposed }] }),
    },
  };
}
