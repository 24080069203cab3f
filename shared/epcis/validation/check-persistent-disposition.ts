import type { JsonObject } from '../../wire/json.ts';
import { type Fault, wrong } from './finding.ts';
import { objectAt, textsAt } from './tree.ts';

/** What an event sets it cannot unset. */
export function* checkPersistentDisposition(tree: JsonObject): Generator<Fault> {
  const lasting = objectAt(tree, 'persistentDisposition');
  if (lasting === undefined) return;
  const set = new Set(textsAt(lasting, 'set').map(({ value }) => value));
  for (const { path, value } of textsAt(lasting, 'unset', '/persistentDisposition'))
    if (set.has(value))
      yield wrong('set-and-unset', path, 'EPCIS 2.0 §7.3.6 persistentDisposition', `${value} is both set and unset`);
}
