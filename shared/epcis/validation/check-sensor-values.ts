import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { numberAt, textAt } from './tree.ts';

const RULE = 'EPCIS 2.0 §7.3 sensorReport';
const saying = [
  'value',
  'stringValue',
  'booleanValue',
  'hexBinaryValue',
  'uriValue',
  'minValue',
  'maxValue',
  'meanValue',
  'percRank',
  'percValue',
  'sDev',
  'exception',
  'microorganism',
  'chemicalSubstance',
];

/** The numbers of one report against each other. */
export function* checkSensorValues(path: string, report: JsonObject): Generator<Fault> {
  const min = numberAt(report, 'minValue');
  const max = numberAt(report, 'maxValue');
  if (min !== undefined && max !== undefined && min > max)
    yield wrong('minimum-above-maximum', `${path}/minValue`, RULE, `the minimum ${min} is above the maximum ${max}`);
  yield* checkWithin(path, report, 'meanValue');
  yield* checkWithin(path, report, 'value');
  yield* checkPercentages(path, report);
  const deviation = numberAt(report, 'sDev');
  if (deviation !== undefined && deviation < 0)
    yield wrong('deviation-negative', `${path}/sDev`, RULE, `a standard deviation of ${deviation} does not exist`);
  if (saying.every((member) => report[member] === undefined))
    yield doubtful('report-says-nothing', path, RULE, 'the report has a type, but no value and no exception');
}

/** GS1's own examples have such a mean, so it is no error. */
function* checkWithin(path: string, report: JsonObject, member: string): Generator<Fault> {
  const value = numberAt(report, member);
  if (value === undefined) return;
  const min = numberAt(report, 'minValue') ?? Number.NEGATIVE_INFINITY;
  const max = numberAt(report, 'maxValue') ?? Number.POSITIVE_INFINITY;
  if (min <= max && (value < min || value > max))
    yield doubtful(
      `${member === 'value' ? 'value' : 'mean'}-outside-range`,
      `${path}/${member}`,
      RULE,
      `${member} ${value} is ${value < min ? `below the minimum ${min}` : `above the maximum ${max}`}`,
    );
}

function* checkPercentages(path: string, report: JsonObject): Generator<Fault> {
  const rank = numberAt(report, 'percRank');
  if (rank !== undefined && (rank < 0 || rank > 100))
    yield wrong('rank-outside-range', `${path}/percRank`, RULE, `the percentile rank ${rank} is not between 0 and 100`);
  if ((report['percRank'] === undefined) !== (report['percValue'] === undefined))
    yield doubtful('percentile-incomplete', path, RULE, 'percRank and percValue mean something only together');
  const humidity = numberAt(report, 'value');
  if (
    textAt(report, 'type') === 'RelativeHumidity' &&
    textAt(report, 'uom') === 'P1' &&
    humidity !== undefined &&
    (humidity < 0 || humidity > 100)
  )
    yield doubtful(
      'humidity-outside-range',
      `${path}/value`,
      RULE,
      `a relative humidity of ${humidity} % is not between 0 and 100`,
    );
}
