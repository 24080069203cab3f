import type { Json, JsonObject } from '../wire/json.ts';
import { place, report, type Scope } from './scope.ts';

/** What an event must say, beyond having members of the right form. */
export type EventRule = (event: JsonObject, scope: Scope) => void;

const OBJECT = 'EPCIS 2.0 §7.4.2 ObjectEvent';
const AGGREGATION = 'EPCIS 2.0 §7.4.3 AggregationEvent';
const TRANSACTION = 'EPCIS 2.0 §7.4.4 TransactionEvent';
const TRANSFORMATION = 'EPCIS 2.0 §7.4.5 TransformationEvent';
const ASSOCIATION = 'EPCIS 2.0 §7.4.6 AssociationEvent';

/** The list has something in it. What is no list at all was reported already, and is not called empty as well. */
const filled = (list: Json | undefined): boolean => (Array.isArray(list) ? list.length > 0 : list !== undefined);

/** A missing or misspelled action was reported already; nothing is asked on its account. */
const adds = ({ action }: JsonObject) => action === 'ADD';
const observes = ({ action }: JsonObject) => action === 'OBSERVE';
const deletes = ({ action }: JsonObject) => action === 'DELETE';

/** The published schema takes an epcList without members, so that sensor data may stand beside it. */
export const objectRule: EventRule = (event, scope) => {
  if (event['ilmd'] !== undefined && (observes(event) || deletes(event))) {
    const before = scope.problems.length;
    report(scope, 'ilmd stands only beside action ADD', OBJECT);
    place(scope, before, 'ilmd');
  }
  const seen = filled(event['sensorElementList']) && event['readPoint'] !== undefined;
  if (event['epcList'] !== undefined || filled(event['quantityList']) || seen) return;
  report(scope, 'names no objects: epcList, quantityList, or sensorElementList with readPoint is needed', OBJECT);
};

export const aggregationRule: EventRule = (event, scope) => {
  if (event['parentID'] === undefined && (adds(event) || deletes(event)))
    report(scope, `"parentID" is missing: action ${event['action']} needs it`, AGGREGATION);
  childrenRule(event, scope, AGGREGATION);
};

export const associationRule: EventRule = (event, scope) => childrenRule(event, scope, ASSOCIATION);

/** DELETE without children means all of them. */
function childrenRule(event: JsonObject, scope: Scope, rule: string): void {
  if (!adds(event) && !observes(event)) return;
  if (filled(event['childEPCs']) || filled(event['childQuantityList'])) return;
  report(scope, `names no children: action ${event['action']} needs childEPCs or childQuantityList`, rule);
}

export const transactionRule: EventRule = (event, scope) => {
  if (Array.isArray(event['bizTransactionList']) && event['bizTransactionList'].length === 0) {
    const before = scope.problems.length;
    report(scope, 'needs one transaction or more', TRANSACTION);
    place(scope, before, 'bizTransactionList');
  }
  if (!adds(event) && !observes(event)) return;
  if (event['epcList'] !== undefined || filled(event['quantityList'])) return;
  report(scope, `names no objects: action ${event['action']} needs epcList or quantityList`, TRANSACTION);
};

/** One transformation may be told in parts; then its transformationID ties them together. */
export const transformationRule: EventRule = (event, scope) => {
  const inputs = filled(event['inputEPCList']) || filled(event['inputQuantityList']);
  const outputs = filled(event['outputEPCList']) || filled(event['outputQuantityList']);
  if (inputs && outputs) return;
  if ((inputs || outputs) && event['transformationID'] !== undefined) return;
  report(scope, 'needs inputs and outputs, or one of them and a transformationID', TRANSFORMATION);
};
