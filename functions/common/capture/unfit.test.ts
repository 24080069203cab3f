import { expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute } from '../../../test/kit/events.ts';
import { unfit } from './unfit.ts';

const event = (extension: string) => ({
  ...commissionEvent({ epcs: ['urn:epc:id:sgtin:4012345.077889.1'], at: minute(0), ...here }),
  '@context': { ex: 'urn:ex:' },
  'ex:note': extension,
});

test.each(['\u0000', 'a\u0001b', '\b', '\f', 'x\\\u001f'])(
  'a control character that XML does not have is refused (%j)',
  (text) =>
    expect(unfit(event(text), 0, '/epcisBody/eventList/0')).toMatchObject({
      refused: 'malformed',
      at: '/epcisBody/eventList/0',
    }),
);

test.each(['tab\tline\nreturn\r', '\\b and \\f and \\u0000 written out', 'ü €'])('other text is taken (%j)', (text) =>
  expect(unfit(event(text), 0)).toBeUndefined(),
);
