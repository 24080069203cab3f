import { describe, expect, test } from 'vitest';
import { alarmName } from '../../console/hmi/texts/alarm-text.ts';
import { catalogues, firstLanguage } from '../../console/hmi/texts/catalogues.ts';
import { de } from '../../console/hmi/texts/de.ts';
import { en } from '../../console/hmi/texts/en.ts';
import { zh } from '../../console/hmi/texts/zh.ts';
import { alarmTable } from '../../edge-agent/line/alarm-table.ts';
import { personsCommands } from '../../edge-agent/line/by-hand.ts';
import { roles } from '../../edge-agent/people/rights.ts';
import { siteAlarmTable } from '../../edge-agent/site/site-alarm-table.ts';
import { batchStates } from '../../edge-agent/store/batches.ts';
import { containerStates } from '../../edge-agent/store/containers.ts';
import { unitStates } from '../../edge-agent/store/journal.ts';
import { packMlStates } from '../../shared/line/packml.ts';
import { thingStates } from '../../shared/warehouse/thing.ts';

/** Where every text stands; causes and remedies of alarms, and refusals, are told in English by the agent itself. */
function placesIn(texts: object, at = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const place = `${at}/${name}`;
    return typeof value === 'object' ? placesIn(value, place) : [place];
  });
}
const places = (texts: object) =>
  placesIn(texts)
    .filter((place) => !/^\/(alarms|problems)\//.test(place))
    .sort();

describe.each([
  ['German', de],
  ['Chinese', zh],
])('%s', (_, texts) => {
  test('has every text that English has, and no other', () => expect(places(texts)).toEqual(places(en)));

  test('has no empty text', () => {
    const empty = placesIn(texts).filter((place) => {
      const text = place
        .split('/')
        .slice(1)
        .reduce<unknown>((whole, name) => Object(whole)[name], texts);
      return typeof text === 'string' && text.trim() === '';
    });
    expect(empty).toEqual([]);
  });

  test('names every state, command and role of the agent', () => {
    const { state, command, batch, thing, role } = texts.words;
    expect(Object.keys(state).sort()).toEqual(Object.keys(packMlStates).sort());
    expect(Object.keys(command).sort()).toEqual([...personsCommands].sort());
    expect(Object.keys(batch)).toEqual(expect.arrayContaining([...batchStates]));
    expect(Object.keys(thing)).toEqual(expect.arrayContaining([...unitStates, ...containerStates]));
    expect(Object.keys(role).sort()).toEqual([...roles].sort());
    expect(Object.keys(texts.warehouse.look.state).sort()).toEqual([...thingStates].sort());
  });
});

test.each([
  ['English', en],
  ['German', de],
  ['Chinese', zh],
])('%s names every alarm of a line and of a site by itself, and none that there is not', (_, { alarms }) => {
  expect(Object.keys(alarms).sort()).toEqual(Object.keys({ ...alarmTable, ...siteAlarmTable }).sort());
  const titles = Object.values(alarms).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test.each([
  ['English', en, 'not-full', 'Pack missing (pack-missing)'],
  ['German', de, 'not-full', 'Packung fehlt (pack-missing)'],
])(
  'in %s an alarm has its name before the code that stands in the records, where it has one',
  (_, texts, unknown, name) => {
    expect(alarmName(texts.alarms, 'pack-missing')).toBe(name);
    expect(alarmName(texts.alarms, unknown)).toBe(unknown);
  },
);

test('counts are told with the noun that goes with them', () => {
  expect(en.cloud.connected(1)).toBe('Cloud connected, 1 message waits');
  expect(en.cloud.connected(1200)).toBe('Cloud connected, 1,200 messages wait');
  expect(de.cloud.connected(1)).toBe('Cloud verbunden, 1 Meldung wartet');
  expect(de.cloud.connected(1200)).toBe('Cloud verbunden, 1.200 Meldungen warten');
});

test('of one pack in one container both are told as one', () => {
  expect(en.station.contains(1, 1)).toBe('1 pack, 1 container');
  expect(en.station.contains(12, 0)).toBe('12 packs, 0 containers');
  expect(de.station.contains(1, 2)).toBe('1 Packung, 2 Gebinde');
});

test('in German the number of a batch and that of a lot are called differently', () => {
  const { line, desk, station, rooms } = de;
  const ofBatch = [
    ...[line.waitsForStart(1), line.clearance.before(1), line.clearance.after(1), line.batches.batch, station.batch],
    ...[desk.held.exception(1, 'line-1', 1, 'short'), desk.held.kindOf('epcis', 1), rooms.batches],
  ];
  expect(ofBatch.filter((words) => words.includes(line.lot))).toEqual([]);
});

test('the language is the one that was chosen, else the first of the browser’s that there is', () => {
  expect(firstLanguage('zh', ['de-CH'])).toBe('zh');
  expect(firstLanguage(undefined, ['fr-FR', 'de-CH', 'en'])).toBe('de');
  expect(firstLanguage(undefined, ['zh-Hans-CN'])).toBe('zh');
  expect(firstLanguage('klingon', ['fr'])).toBe('en');
  expect(Object.keys(catalogues)).toEqual(['en', 'de', 'zh']);
});
