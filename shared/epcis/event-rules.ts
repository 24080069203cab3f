import type { JsonObject } from '../wire/json.ts';
import { type Problem, problem, under } from './problem.ts';

/** What an event must say, beyond having members of the right form. Asked after every member has passed its check. */
export type EventRule = (event: JsonObject) => Problem | undefined;

const OBJECT = 'EPCIS 2.0 §7.4.2 ObjectEvent';
const AGGREGATION = 'EPCIS 2.0 §7.4.3 AggregationEvent';
const TRANSACTION = 'EPCIS 2.0 §7.4.4 TransactionEvent';
const TRANSFORMATION = 'EPCIS 2.0 §7.4.5 TransformationEvent';
const ASSOCIATION = 'EPCIS 2.0 §7.4.6 AssociationEvent';

const filled = (event: JsonObject, ...lists: string[]): boolean =>
  lists.some((name) => Array.isArray(event[name]) && event[name].length > 0);

/** The published schema takes an epcList without members, so that sensor data may stand beside it. */
export const objectRule: EventRule = (event) => {
  if (event['ilmd'] !== undefined && event['action'] !== 'ADD')
    return under('ilmd', problem('ilmd stands only beside action ADD', OBJECT));
  const seen = filled(event, 'sensorElementList') && event['readPoint'] !== undefined;
  if (event['epcList'] !== undefined || filled(event, 'quantityList') || seen) return undefined;
  return problem('names no objects: epcList, quantityList, or sensorElementList with readPoint is needed', OBJECT);
};

export const aggregationRule: EventRule = (event) => {
  if (event['parentID'] === undefined && event['action'] !== 'OBSERVE')
    return problem(`"parentID" is missing: action ${event['action']} needs it`, AGGREGATION);
  return childrenRule(event, AGGREGATION);
};

export const associationRule: EventRule = (event) => childrenRule(event, ASSOCIATION);

/** DELETE without children means all of them. */
function childrenRule(event: JsonObject, rule: string): Problem | undefined {
  if (event['action'] === 'DELETE' || filled(event, 'childEPCs', 'childQuantityList')) return undefined;
  return problem(`names no children: action ${event['action']} needs childEPCs or childQuantityList`, rule);
}

export const transactionRule: EventRule = (event) => {
  if (!filled(event, 'bizTransactionList'))
    return under('bizTransactionList', problem('needs one transaction or more', TRANSACTION));
  if (event['action'] === 'DELETE' || event['epcList'] !== undefined || filled(event, 'quantityList')) return undefined;
  return problem(`names no objects: action ${event['action']} needs epcList or quantityList`, TRANSACTION);
};

/** One transformation may be told in parts; then its transformationID ties them together. */
export const transformationRule: EventRule = (event) => {
  const inputs = filled(event, 'inputEPCList', 'inputQuantityList');
  const outputs = filled(event, 'outputEPCList', 'outputQuantityList');
  if (inputs && outputs) return undefined;
  if ((inputs || outputs) && event['transformationID'] !== undefined) return undefined;
  return problem('needs inputs and outputs, or one of them and a transformationID', TRANSFORMATION);
};
