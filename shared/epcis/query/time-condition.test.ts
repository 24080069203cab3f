import { describe, expect, test } from 'vitest';
import { anObjectEvent, matches } from '../../../test/kit/epcis-queries.ts';

const sensors = (about: object, ...reports: object[]) => ({
  sensorElementList: JSON.parse(JSON.stringify([{ sensorMetadata: about, sensorReport: reports }])),
});

describe('bounds of time', () => {
  test.each([
    ['eventTime', anObjectEvent({ eventTime: '2026-03-01T10:00:00+01:00' })],
    ['errorDeclarationTime', anObjectEvent({ errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z' } })],
    ['time', anObjectEvent(sensors({ time: '2026-03-01T09:00:00Z' }, { type: 'Count' }))],
    ['time', anObjectEvent(sensors({}, { type: 'Count' }, { type: 'Count', time: '2026-03-01T09:00:00.000Z' }))],
    ['startTime', anObjectEvent(sensors({ startTime: '2026-03-01T09:00:00Z' }))],
    ['endTime', anObjectEvent(sensors({ endTime: '2026-03-01T08:00:00-01:00' }))],
  ])('of %s: GE takes the instant itself, LT does not, zones do not matter', (field, event) => {
    expect(matches({ [`GE_${field}`]: '2026-03-01T11:00:00+02:00' }, event)).toBe(true);
    expect(matches({ [`GE_${field}`]: '2026-03-01T09:00:00.0001Z' }, event)).toBe(false);
    expect(matches({ [`LT_${field}`]: '2026-03-01T09:00:00Z' }, event)).toBe(false);
    expect(matches({ [`LT_${field}`]: '2026-03-01T09:00:00.001Z' }, event)).toBe(true);
    if (field !== 'eventTime')
      expect(matches({ [`GE_${field}`]: '1999-01-01T00:00:00Z' }, anObjectEvent())).toBe(false);
  });

  test('of recordTime are those of the repository, not of the sender', () => {
    const event = anObjectEvent({ recordTime: '2001-01-01T00:00:00Z' });
    expect(matches({ GE_recordTime: '2026-03-02T00:00:00Z' }, event)).toBe(true);
    expect(matches({ LT_recordTime: '2026-03-02T00:00:00Z' }, event)).toBe(false);
  });

  test('two bounds may be met by two reports', () => {
    const event = anObjectEvent(
      sensors({}, { type: 'Count', time: '2026-03-01T00:00:00Z' }, { type: 'Count', time: '2026-03-09T00:00:00Z' }),
    );
    expect(matches({ GE_time: '2026-03-05T00:00:00Z', LT_time: '2026-03-02T00:00:00Z' }, event)).toBe(true);
  });
});

describe('presence', () => {
  const declared = anObjectEvent({ errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z' } });
  const sensed = anObjectEvent(sensors({}, { type: 'Count', booleanValue: false }));

  test.each([
    ['EXISTS_errorDeclaration', declared],
    ['EXISTS_sensorElementList', sensed],
  ])('%s finds what is there when true, and restricts nothing when false', (name, event) => {
    for (const truth of [true, 'true', '1', 1]) {
      expect(matches({ [name]: truth }, event)).toBe(true);
      expect(matches({ [name]: truth }, anObjectEvent())).toBe(false);
    }
    for (const event of [declared, sensed, anObjectEvent()]) expect(matches({ [name]: 'false' }, event)).toBe(true);
  });

  test('EQ_booleanValue false asks for a report of false, not for none', () => {
    expect(matches({ EQ_booleanValue: false }, sensed)).toBe(true);
    expect(matches({ EQ_booleanValue: 'true' }, sensed)).toBe(false);
    expect(matches({ EQ_booleanValue: false }, anObjectEvent())).toBe(false);
  });
});
