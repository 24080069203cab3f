import { describe, expect, test } from 'vitest';
import { failuresOf, sqsRecord } from './sqs-event.ts';

const batch = ['a', 'b', 'c'].map((MessageId) => ({ MessageId }));
const reported = (...ids: unknown[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('which messages a function failed at', () => {
  test.each([
    ['nothing said', undefined, []],
    ['null said', null, []],
    ['no failures', {}, []],
    ['an empty list', reported(), []],
    ['some', reported('b'), ['b']],
  ])('%s', (_, result, wanted) => {
    expect([...failuresOf(result, batch)]).toEqual(wanted);
  });

  test.each([
    ['text', 'fine'],
    ['an empty id', reported('')],
    ['no id', reported(null)],
    ['an id of another batch', reported('b', 'z')],
  ])('all of them, when the answer is %s', (_, result) => {
    expect([...failuresOf(result, batch)]).toEqual(['a', 'b', 'c']);
  });
});

test('a record carries what the message carried', () => {
  const message = {
    MessageId: 'm',
    ReceiptHandle: 'r',
    Body: 'text',
    MD5OfBody: 'md5',
    Attributes: { ApproximateReceiveCount: '1' },
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'x' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    },
  };
  expect(sqsRecord(message, 'arn:aws:sqs:us-east-1:0:q', 'us-east-1')).toMatchObject({
    messageId: 'm',
    receiptHandle: 'r',
    body: 'text',
    md5OfBody: 'md5',
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {
      kind: { dataType: 'String', stringValue: 'x' },
      raw: { dataType: 'Binary', binaryValue: 'AQI=' },
    },
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:0:q',
    awsRegion: 'us-east-1',
  });
});
