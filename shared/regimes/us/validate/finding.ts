import type { Fault } from '../../../epcis/validation/finding.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { isUsRule, type UsRuleCode, usRules } from './rules.ts';

/** A rule that a document breaks. */
export interface UsFinding {
  readonly rule: UsRuleCode;
  /** `error`: receivers refuse it. `warning`: legal, or not certain, but worth a look. */
  readonly severity: Fault['severity'];
  /** Index of the event, from 0; absent: it is about what stands around the events. */
  readonly event?: number;
  /** The EPC, as sent; canonical where the event does not name it, but what it is in. */
  readonly epc?: string;
  readonly detail: string;
  readonly remedy: string;
  /** The standard and its clause. */
  readonly clause: string;
}

/** A fault of the rules that read one event or head, in our words. `tree`: the event that its path begins in. */
export function findingOfFault(fault: Fault, event?: number, tree?: JsonObject): UsFinding[] {
  const { code, severity, message: detail, rule: clause, path } = fault;
  if (!isUsRule(code)) return [];
  const epc = tree === undefined ? undefined : valueAt(tree, path);
  const remedy = fault.remedy ?? usRules[code].remedy;
  return [{ rule: code, severity, ...(event !== undefined && { event }), ...(epc && { epc }), detail, remedy, clause }];
}

/** Lists of an event whose members are things. */
const PLACE = /^\/(epcList|childEPCs|inputEPCList|outputEPCList)\/(\d+)$/;

function valueAt(tree: JsonObject, path: string): string | undefined {
  const [, list = '', index = ''] = PLACE.exec(path) ?? [];
  const found = path === '/parentID' ? tree['parentID'] : Object(tree[list])[index];
  return typeof found === 'string' ? found : undefined;
}
