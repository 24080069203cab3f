import type { JsonObject } from '../../wire/json.ts';
import { instantOf } from '../time.ts';
import { doubtful, type Fault } from './finding.ts';
import { objectAt, textAt } from './tree.ts';

/** Times of an event against each other. Clocks differ, so all are warnings. */
export function* checkTimes(tree: JsonObject): Generator<Fault> {
  const eventTime = textAt(tree, 'eventTime');
  if (eventTime === undefined) return;
  yield* checkOffset(eventTime, textAt(tree, 'eventTimeZoneOffset'));
  const happened = instantOf(eventTime);
  const recordTime = textAt(tree, 'recordTime');
  if (recordTime !== undefined && instantOf(recordTime) < happened)
    yield doubtful(
      'recorded-before-event',
      '/recordTime',
      RECORD,
      `recorded at ${recordTime}, before it happened at ${eventTime}`,
    );
  const declaration = objectAt(tree, 'errorDeclaration');
  const declared = declaration && textAt(declaration, 'declarationTime');
  if (declared !== undefined && instantOf(declared) < happened)
    yield doubtful(
      'declared-before-event',
      '/errorDeclaration/declarationTime',
      'EPCIS 2.0 §7.4.1 errorDeclaration',
      `declared erroneous at ${declared}, before it happened at ${eventTime}`,
    );
}

const RECORD = 'EPCIS 2.0 §7.4.1 recordTime';

/** A time in UTC says nothing of the place; any other offset should be the place's own. */
function* checkOffset(eventTime: string, offset: string | undefined): Generator<Fault> {
  const written = /[+-]\d\d:\d\d$/.exec(eventTime)?.[0];
  if (written === undefined || offset === undefined || isUtc(written) || written === offset) return;
  yield doubtful(
    'offset-differs',
    '/eventTimeZoneOffset',
    'EPCIS 2.0 §7.4.1 eventTimeZoneOffset',
    `eventTime is written for ${written}, eventTimeZoneOffset says ${offset}`,
    'eventTimeZoneOffset is the offset at the place of the event',
  );
}

const isUtc = (offset: string): boolean => offset.endsWith('00:00');
