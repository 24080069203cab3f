import { queryOfParameters } from '../../shared/epcis/query/query-of-parameters.ts';
import { queryJson } from '../../shared/epcis/write-query-message.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { Problem } from '../api.ts';

export interface TypedParameter {
  readonly name: string;
  readonly value: string;
}

/** The query that typed parameters make. @throws Problem for one that is not whole, stands twice, or is none of EPCIS */
export function queryOfTyped(rows: readonly TypedParameter[]) {
  const parameters = new Map<string, string>();
  for (const { name, value } of rows.map((row) => ({ name: row.name.trim(), value: row.value.trim() }))) {
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
