import { orRefuse, Refused } from '#common/refused.ts';
import { readSchedule, type Schedule } from '#shared/epcis/schedule.ts';
import { fieldNames } from '#shared/epcis/schedule-field.ts';
import { isTime, utcMilliseconds } from '#shared/epcis/time.ts';
import { timeFault } from '#shared/epcis/time-fault.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

/** Parameters of a query string as API Gateway hands them over, decoded: a name that stands twice has two values. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** What a stream is to tell. */
export interface Controls {
  readonly queryName: string;
  /** Absent: events are told as they are captured. */
  readonly schedule?: Schedule;
  readonly reportIfEmpty: boolean;
  /** ISO 8601 in UTC with milliseconds; absent: from now on. */
  readonly initialRecordTime?: string;
}

const RULE = 'EPCIS 2.0, REST binding, GET /queries/{queryName}/events with Upgrade';
/** Beside the fields of a schedule. The token is read by whoever asks who calls. */
const others = ['queryName', 'stream', 'reportIfEmpty', 'initialRecordTime', 'access_token'];
const known: readonly string[] = [...others, ...fieldNames];

/**
 * Reads the parameters a stream is opened with.
 *
 * @throws Refused `bad-subscription`, also unless exactly one of `stream` and a schedule says when; `bad-parameter` for one that is unknown or doubled
 */
export function readControls(parameters: Parameters): Controls {
  const given = singles(parameters);
  const queryName = given.get('queryName') ?? '';
  if (queryName === '') throw badParameter('queryName', 'is missing', 'say which query the stream is of');
  const sent = Object.fromEntries(fieldNames.flatMap((name) => (given.has(name) ? [[name, given.get(name)]] : [])));
  const scheduled = Object.keys(sent).length > 0;
  const stream = flag(given, 'stream');
  if (stream === scheduled) throw new Refused(neitherNor(stream));
  const initialRecordTime = given.get('initialRecordTime');
  return {
    queryName,
    reportIfEmpty: flag(given, 'reportIfEmpty'),
    ...(scheduled && { schedule: orRefuse(named(readSchedule(sent))) }),
    ...(initialRecordTime !== undefined && { initialRecordTime: timeOf(initialRecordTime) }),
  };
}

function singles(parameters: Parameters): Map<string, string> {
  const given = new Map<string, string>();
  for (const [name, values] of Object.entries(parameters)) {
    if (!known.includes(name)) throw badParameter(name, 'is no parameter of a stream', `it has ${known.join(', ')}`);
    const [value, another] = values;
    if (another !== undefined) throw badParameter(name, 'stands twice', 'send it once');
    if (value !== undefined) given.set(name, value);
  }
  return given;
}

function flag(given: ReadonlyMap<string, string>, name: string): boolean {
  const text = given.get(name) ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw badParameter(name, `is ${text}, neither true nor false`, `write ${name}=true`);
}

function timeOf(text: string): string {
  if (isTime(text)) return utcMilliseconds(text);
  const { wrong, remedy } = timeFault(text);
  throw badParameter('initialRecordTime', wrong, remedy);
}

/** A schedule's refusal points into JSON; here its fields are parameters. */
const named = (read: Schedule | Refusal): Schedule | Refusal =>
  isRefusal(read) ? { ...read, at: read.at?.slice(1) ?? '' } : read;

const neitherNor = (stream: boolean): Refusal =>
  refuse(
    'bad-subscription',
    stream ? 'both stream and a schedule are given' : 'neither stream nor a schedule is given',
    {
      at: 'stream',
      rule: `${RULE}, SubscriptionControlsException`,
      remedy: `send either stream=true or fields of a schedule: ${fieldNames.join(', ')}`,
    },
  );

const badParameter = (at: string, wrong: string, remedy: string) =>
  new Refused(refuse('bad-parameter', `${at} ${wrong}`, { at, rule: RULE, remedy }));
