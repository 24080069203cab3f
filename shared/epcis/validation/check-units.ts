import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault } from './finding.ts';
import { objectsAt, textAt } from './tree.ts';
import { typesOfUnit, unitsOfType } from './units.ts';

/** A measurement's unit must be one of its kind, as far as the units are known here. */
export function* checkUnits(tree: JsonObject): Generator<Fault> {
  for (const element of objectsAt(tree, 'sensorElementList'))
    for (const { path, value } of objectsAt(element.value, 'sensorReport', element.path)) {
      const fault = unitFault(path, textAt(value, 'type'), textAt(value, 'uom'));
      if (fault !== undefined) yield fault;
    }
}

function unitFault(path: string, type: string | undefined, uom: string | undefined): Fault | undefined {
  if (type === undefined || uom === undefined) return undefined;
  const units = unitsOfType(type);
  const types = typesOfUnit(uom);
  if (units === undefined || units.has(uom) || types.length === 0) return undefined;
  return doubtful(
    'unit-of-other-kind',
    `${path}/uom`,
    'EPCIS 2.0 §7.3 sensorReport uom; UN/ECE Recommendation 20',
    `${uom} is a unit of ${types.join(' or ')}, not of ${type}`,
    `${type} is given in ${[...units].join(', ')}`,
  );
}
