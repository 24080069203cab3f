import { describe, expect, test } from 'vitest';
import { minute } from '../../test/kit/events.ts';
import { denied, kept, seen } from '../../test/kit/unit-stories.ts';
import { checkEvent } from './check-event.ts';

const told = kept(seen(0, ['https://id.gs1.org/01/09521321543218/21/A']))[0] ?? expect.fail('no event');
const recorded = (recordTime: string) => checkEvent({ ...told, recordTime }).map(({ rule }) => rule);

describe('the time of an event', () => {
  test('may be shortly after its recording: clocks differ', () => {
    expect(recorded(minute(-9))).toEqual([]);
    expect(recorded(minute(5000))).toEqual([]);
  });
  test('is impossible long after its recording, and years before', () => {
    expect(recorded(minute(-11))).toEqual(['impossible-time']);
    expect(recorded('2037-01-01T00:00:00.000Z')).toEqual(['impossible-time']);
  });
  test('does not matter in a declaration that the event is wrong', () =>
    expect(checkEvent(denied({ ...told, recordTime: minute(-60) }))).toEqual([]));
  test('is told with the event and its units', () =>
    expect(checkEvent({ ...told, recordTime: minute(-60) })).toMatchObject([
      { subject: told.eventId, eventIds: [told.eventId], detail: expect.stringContaining('60 minutes after') },
    ]));
});
