import * as v from 'valibot';
import { queryOfParameters } from '../../shared/epcis/query/query-of-parameters.ts';
import { queryJson } from '../../shared/epcis/write-query-message.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { type Api, Problem } from '../api.ts';
import { element } from '../parts/element.ts';
import { action, field, form } from '../parts/form.ts';

/** Those that are asked for most, offered while a name is typed; every parameter of SimpleEventQuery is taken. */
const OFFERED = [
  ...['eventType', 'GE_eventTime', 'LT_eventTime', 'GE_recordTime', 'EQ_action', 'EQ_bizStep', 'EQ_disposition'],
  ...[
    'EQ_readPoint',
    'WD_readPoint',
    'EQ_bizLocation',
    'WD_bizLocation',
    'EQ_bizTransaction_po',
    'EQ_source_owning_party',
  ],
  ...[
    'EQ_destination_owning_party',
    'MATCH_epc',
    'MATCH_parentID',
    'MATCH_anyEPC',
    'MATCH_epcClass',
    'MATCH_anyEPCClass',
  ],
  ...['EQ_ILMD_cbvmda:lotNumber', 'EXISTS_errorDeclaration', 'EQ_persistentDisposition_set'],
];

/** Makes a named query of parameters of SimpleEventQuery (EPCIS 2.0 §8.2.7.1). */
export function queryForm(api: Api, made: () => void): HTMLElement {
  const holder = element('details', { class: 'card' });
  const build = () => {
    const name = element('input', { name: 'name', required: '', autocomplete: 'off', spellcheck: 'false' });
    const rows = element('div', { class: 'wide rows' });
    const offered = element('datalist', { id: 'parameters' }, ...OFFERED.map((value) => element('option', { value })));
    const add = () => rows.append(parameterRow());
    add();
    const create = async () => {
      const query = queryIn(rows);
      await api.post('/epcis/queries', { ...query, name: name.value.trim() }, v.unknown());
      holder.open = false;
      content.replaceChildren(build());
      made();
    };
    return form(
      'New query',
      create,
      field('Name, as it will stand in addresses', name, true),
      element(
        'p',
        { class: 'wide note' },
        'Events must fit every parameter. Join alternatives by |, such as shipping|receiving.',
      ),
      rows,
      offered,
      action('Add a parameter', () => {
        add();
        rows.lastElementChild?.querySelector('input')?.focus();
      }),
      element('button', { type: 'submit' }, 'Create the query'),
    );
  };
  const content = element('div');
  content.append(build());
  holder.append(element('summary', {}, 'New query'), content);
  return holder;
}

function parameterRow(): HTMLElement {
  const plain = { autocomplete: 'off', spellcheck: 'false' };
  const name = element('input', { ...plain, name: 'parameter', list: 'parameters', placeholder: 'EQ_bizStep' });
  const value = element('input', { ...plain, name: 'value', placeholder: 'shipping' });
  const row = element('div', { class: 'row' }, field('Parameter', name), field('Value', value));
  row.append(action('Remove', () => row.remove(), { 'aria-label': 'Remove the parameter' }));
  return row;
}

function queryIn(rows: HTMLElement) {
  const parameters = new Map<string, string>();
  for (const row of rows.children) {
    const [name = '', value = ''] = [...row.querySelectorAll('input')].map((input) => input.value.trim());
    if (name === '' && value === '') continue;
    if (name === '' || value === '')
      throw new Problem({ title: 'A parameter is not complete', at: name || value, remedy: 'Give both, or remove it' });
    if (parameters.has(name))
      throw new Problem({ title: 'A parameter is given twice', at: name, remedy: 'Join its values by | in one' });
    parameters.set(name, value);
  }
  const message = queryOfParameters(parameters, {});
  if (isRefusal(message)) throw new Problem({ title: 'The query is not valid', ...message });
  return queryJson(message);
}
