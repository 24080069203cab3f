import fc from 'fast-check';
import type { CaptureJob, JobProblem } from '#shared/epcis/capture-job.ts';
import type { Message } from '#shared/epcis/message.ts';
import type { QueryMessage, QueryValue } from '#shared/epcis/query-message.ts';
import { instantOf } from '#shared/epcis/time.ts';
import type { Json } from '#shared/wire/json.ts';
import { anyEpc } from './arbitrary-epc.ts';
import { anyDecimal } from './arbitrary-number.ts';
import { anyTime, anyUri, solidText } from './arbitrary-text.ts';

const texts = fc.array(fc.oneof(anyEpc, anyUri, solidText, fc.constant('')), { minLength: 1, maxLength: 5 });

const value: fc.Arbitrary<QueryValue> = fc.oneof(
  { weight: 4, arbitrary: texts },
  { weight: 3, arbitrary: fc.oneof(solidText, anyTime, anyUri, fc.constantFrom('', '1', 'true', '2.0', 'null')) },
  { weight: 2, arbitrary: anyDecimal },
  { weight: 1, arbitrary: fc.boolean() },
);

const words = fc.uniqueArray(fc.constantFrom('shipping', 'packing', 'https://example.com/own', 'unheard_of'), {
  minLength: 1,
});

/** Parameters of the standard, in the spelling that the model has for them, and names of nobody's. */
const parameter: fc.Arbitrary<[string, QueryValue]> = fc.oneof(
  fc.tuple(
    fc.oneof(
      fc.constantFrom(
        'eventType',
        'GE_eventTime',
        'MATCH_epc',
        'EQ_quantity',
        'eventCountLimit',
        'EXISTS_sensorElementList',
      ),
      fc.constantFrom('EQ_bizTransaction_po', 'EQ_source_urn:example:own', 'EQ_https://ns.example.org/epcis/#size'),
      fc.constantFrom('EQATTR_bizLocation_urn:epcglobal:cbv:mda#city', '__proto__', 'constructor', '1'),
      solidText,
    ),
    value,
  ),
  fc.tuple(fc.constantFrom('EQ_bizStep', 'EQ_persistentDisposition_set'), words),
);

/** A query as readers give it: nothing in it has another spelling. */
export const anyQuery: fc.Arbitrary<QueryMessage> = fc
  .record({
    queryName: fc.oneof(fc.constantFrom('SimpleEventQuery', 'SimpleMasterDataQuery'), solidText),
    params: fc.array(parameter, { maxLength: 8 }),
  })
  .map(({ queryName, params }) => ({ queryName, params: Object.fromEntries(params) }));

/** What others may add to a problem. A list of one would come back from XML as that one. */
const added: fc.Arbitrary<Json> = fc.oneof(
  solidText,
  fc.boolean(),
  anyDecimal,
  fc.array(solidText, { minLength: 2, maxLength: 3 }),
  solidText.map((detail) => ({ detail, 'ex:more': 'more' })),
);

const problem: fc.Arbitrary<JobProblem> = fc.record(
  {
    type: fc.oneof(anyUri, fc.constantFrom('about:blank', 'epcisException:ValidationException')),
    title: fc.oneof(solidText, fc.constant('')),
    status: fc.constantFrom(400, 409, 500),
    detail: solidText,
    instance: fc.oneof(anyUri, fc.constant('/epcis/capture/1')),
    at: added,
    remedy: added,
    'ex:line': added,
  },
  { requiredKeys: ['type', 'title'] },
);

type Outcome = Pick<CaptureJob, 'running' | 'success' | 'errors' | 'errorFile'>;

/** The states that a job can be in. */
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.boolean().map((running) => ({ running, success: true })),
  fc.record({
    running: fc.boolean(),
    success: fc.constant(false),
    errors: fc.array(problem, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ running: fc.boolean(), success: fc.constant(false), errorFile: anyUri }),
);

/** A capture job in any state that is possible. */
export const anyJob: fc.Arbitrary<CaptureJob> = fc
  .record(
    {
      captureID: solidText,
      captureErrorBehaviour: fc.constantFrom('rollback', 'proceed'),
      times: fc.array(anyTime, { maxLength: 2 }).map((times) => times.toSorted((a, b) => instantOf(a) - instantOf(b))),
      outcome,
      note: fc.oneof(solidText, anyDecimal),
    },
    { requiredKeys: ['captureID', 'captureErrorBehaviour', 'times', 'outcome'] },
  )
  .map(({ captureID, captureErrorBehaviour, times: [createdAt, finishedAt], outcome, note }) => {
    const job: CaptureJob = {
      captureID,
      captureErrorBehaviour,
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(finishedAt === undefined || outcome.running ? {} : { finishedAt }),
      ...outcome,
      ...(note === undefined ? {} : { 'ex:note': note }),
    };
    const isExtended = JSON.stringify(job).includes('"ex:');
    return isExtended ? { ...job, '@context': { ex: 'https://ns.example.org/epcis/' } } : job;
  });

export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  anyQuery.map((query): Message => ({ is: 'query', query })),
  anyJob.map((job): Message => ({ is: 'capture-job', job })),
);

/** What must be the same of a message after any way through the codecs; numbers are their digits, members are sorted. */
export const sameMessage = (message: Message): string => JSON.stringify(sorted(Object(message)));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || 'rawJSON' in value) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
