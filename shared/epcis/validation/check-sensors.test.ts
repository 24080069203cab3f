import { describe, expect, test } from 'vitest';
import { sensed } from '../../../test/kit/credible-events.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { EpcisEvent, SensorMetadata } from '../event.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

const metered = (sensorMetadata: SensorMetadata, report = {}) =>
  sensed({}, { sensorElementList: [{ sensorMetadata, sensorReport: [{ type: 'Temperature', value: 5, ...report }] }] });

describe('sensor data', () => {
  const report = '/sensorElementList/0/sensorReport/0';
  const metadata = '/sensorElementList/0/sensorMetadata';

  test.each([
    [{ minValue: 5, maxValue: 4 }, [`error minimum-above-maximum ${report}/minValue`]],
    [{ minValue: exactNumber('5.0'), maxValue: 4 }, [`error minimum-above-maximum ${report}/minValue`]],
    [{ minValue: 1, maxValue: 9, meanValue: 10 }, [`warning mean-outside-range ${report}/meanValue`]],
    [{ minValue: 6, value: 5 }, [`warning value-outside-range ${report}/value`]],
    [{ minValue: 1, maxValue: 9, meanValue: 5 }, []],
    [{ percRank: 101, percValue: 3 }, [`error rank-outside-range ${report}/percRank`]],
    [{ percRank: -0.1, percValue: 3 }, [`error rank-outside-range ${report}/percRank`]],
    [{ percRank: 50 }, [`warning percentile-incomplete ${report}`]],
    [{ percRank: 100, percValue: 300 }, []],
    [{ sDev: -1 }, [`error deviation-negative ${report}/sDev`]],
    [{ type: 'RelativeHumidity', uom: 'P1', value: 104 }, [`warning humidity-outside-range ${report}/value`]],
    [{ type: 'RelativeHumidity', uom: 'P1', value: 40 }, []],
  ])('%j', (more, expected) => expect(told(sensed(more))).toEqual(expected.map((what) => `business ${what}`)));

  test.each<[SensorMetadata, object, string[]]>([
    [
      { startTime: '2026-03-02T00:00:00Z', endTime: '2026-03-01T00:00:00Z' },
      {},
      [`error interval-empty ${metadata}/endTime`],
    ],
    [{ startTime: '2026-03-01T01:00:00+02:00', endTime: '2026-03-01T00:00:00Z' }, {}, []],
    [
      { startTime: '2026-03-01T00:00:00Z', time: '2026-02-28T00:00:00Z' },
      {},
      [`warning time-outside-interval ${metadata}/time`],
    ],
    [
      { endTime: '2026-03-01T00:00:00Z' },
      { time: '2026-03-01T00:00:01Z' },
      [`warning time-outside-interval ${report}/time`],
    ],
    [{ deviceID: 'ex:1' }, { deviceID: 'ex:1' }, [`warning said-twice ${report}/deviceID`]],
    [{ deviceID: 'ex:1' }, { rawData: 'ex:2' }, []],
    [{ bizRules: 'ex:1' }, { bizRules: 'ex:1' }, []],
  ])('metadata %j above a report %j', (above, more, expected) =>
    expect(told(metered(above, more))).toEqual(expected.map((what) => `business ${what}`)),
  );

  test.each(['deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'])('%s is not said twice', (member) =>
    expect(told(metered({ [member]: 'ex:1' }, { [member]: 'ex:2' }))).toEqual([
      `business warning said-twice ${report}/${member}`,
    ]),
  );

  test('a report that says nothing', () => {
    const sensorElementList = [{ sensorReport: [{ type: 'Temperature' }] }];
    expect(told(sensed({}, { sensorElementList }))).toEqual([`business warning report-says-nothing ${report}`]);
    const alarmed = [{ sensorReport: [{ type: 'Temperature', exception: 'ALARM_CONDITION' }] }];
    expect(told(sensed({}, { sensorElementList: alarmed }))).toEqual([]);
  });
});
