import type { JsonObject } from '../../wire/json.ts';
import { instantOf } from '../time.ts';
import { checkSensorValues } from './check-sensor-values.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { objectAt, objectsAt, textAt } from './tree.ts';

const RULE = 'EPCIS 2.0 §7.3 sensorElement';
const shared = ['deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'time'];

/** Sensor data: intervals, and what stands both above all reports and in one of them. */
export function* checkSensors(tree: JsonObject): Generator<Fault> {
  for (const { path, value } of objectsAt(tree, 'sensorElementList')) {
    const metadata = objectAt(value, 'sensorMetadata') ?? {};
    yield* checkInterval(`${path}/sensorMetadata`, metadata);
    for (const report of objectsAt(value, 'sensorReport', path)) {
      yield* checkRepeated(report.path, report.value, metadata);
      yield* checkMoment(`${report.path}/time`, textAt(report.value, 'time'), metadata);
      yield* checkSensorValues(report.path, report.value);
    }
  }
}

function* checkInterval(path: string, metadata: JsonObject): Generator<Fault> {
  const start = textAt(metadata, 'startTime');
  const end = textAt(metadata, 'endTime');
  if (start !== undefined && end !== undefined && instantOf(start) > instantOf(end))
    yield wrong('interval-empty', `${path}/endTime`, RULE, `the interval ends at ${end}, before it begins at ${start}`);
  yield* checkMoment(`${path}/time`, textAt(metadata, 'time'), metadata);
}

function* checkMoment(path: string, time: string | undefined, metadata: JsonObject): Generator<Fault> {
  if (time === undefined) return;
  const start = textAt(metadata, 'startTime');
  const end = textAt(metadata, 'endTime');
  const early = start !== undefined && instantOf(time) < instantOf(start);
  const late = end !== undefined && instantOf(time) > instantOf(end);
  if (early || late)
    yield doubtful('time-outside-interval', path, RULE, `${time} is not between startTime and endTime`);
}

/** GS1's own examples say such things twice, so it is no error here. */
function* checkRepeated(path: string, report: JsonObject, metadata: JsonObject): Generator<Fault> {
  for (const member of shared)
    if (report[member] !== undefined && metadata[member] !== undefined)
      yield doubtful(
        'said-twice',
        `${path}/${member}`,
        RULE,
        `${member} stands in sensorMetadata and in a report`,
        'say it once',
      );
}
