import { describe, expect, test } from 'vitest';
import { sncmData, sncmReport, sncmSamples } from '../../../../test/kit/sncm.ts';
import { good } from '../../../../test/kit/unit-maker.ts';
import type { Answer } from '../../regime.ts';
import { readAnswer } from './read-answer.ts';
import { readEventsIn } from './read-events-in.ts';
import { askReceipt, writeMessage } from './write-message.ts';

const { body: sent = '' } = writeMessage(sncmReport('activ'), sncmData());
const evtNotifId = good(readEventsIn(sent)).events[0]?.evtNotifId ?? '';
const answer = (change: Partial<Answer>): Answer => ({ to: 'message', status: 200, body: '', sent, ...change });

const taken = (inside: string) =>
  `<retEvtIn xmlns="http://sncm.anvisa.gov.br/"><docId>A</docId><crTime>2021-11-02T09:30:05Z</crTime><ver>1.00</ver><lc>pt-BR</lc><env>2</env>${inside}</retEvtIn>`;
const results = (effect: string, { id = evtNotifId, backOff = 0 } = {}) =>
  `<retEvtOut xmlns="http://sncm.anvisa.gov.br/"><backOff>${backOff}</backOff><results>${
    effect === ''
      ? ''
      : `<result><evtNotifId>${id}</evtNotifId><evtId>EVT1</evtId><evtCode>50</evtCode><evtEffect>${effect}</evtEffect><evtDesc>no such pack</evtDesc></result>`
  }</results></retEvtOut>`;
const fault = (side: string) =>
  `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:${side}</e:Value></e:Code><e:Reason><e:Text>no</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>`;

describe('an answer to a message', () => {
  test('gives a receipt, which is asked about by the time that SNCM gave it', () => {
    const body = taken(
      '<backOff>0</backOff><receipt>RCPT1</receipt><rets><ret><code>0</code><desc>ok</desc><effect>SUC</effect></ret></rets>',
    );
    const verdict = readAnswer(answer({ body }));
    expect(verdict).toEqual({ verdict: 'received', receipt: 'RCPT1 2021-11-02T09:30:05Z' });
    const { body: asked } = askReceipt('RCPT1 2021-11-02T09:30:05Z', sncmData().holder);
    expect(asked).toContain('<ccTime>2021-11-02T09:30:05Z</ccTime>');
    expect(asked).toContain('<receipt>RCPT1</receipt>');
  });

  test('that wants to be left alone is asked again when it says', () =>
    expect(readAnswer(answer({ body: taken('<backOff>90</backOff>') }))).toMatchObject({
      ...{ verdict: 'retry', failure: 'transient', retryAfter: 90 },
    }));

  test('refuses by a fault of the sender, and leaves open what the receiver’s is', () => {
    expect(readAnswer(answer({ status: 400, body: fault('Sender') }))).toMatchObject({ verdict: 'rejected' });
    expect(readAnswer(answer({ status: 500, body: fault('Receiver') }))).toMatchObject({ failure: 'ambiguous' });
  });
});

describe('an answer about a receipt', () => {
  const to = 'receipt' as const;

  test('that has no result yet is asked for again when it says', () =>
    expect(readAnswer(answer({ to, body: results('', { backOff: 60 }) }))).toEqual({
      ...{ verdict: 'pending', retryAfter: 60 },
    }));

  test.each(['SUC', 'WNG'])('tells by %s that the event is in, and what it is called', (effect) => {
    const first = readAnswer(answer({ to, receipt: 'RCPT1 -', body: results(effect) }));
    expect(first).toEqual({ verdict: 'received', receipt: 'RCPT1 - EVT1' });
    expect(readAnswer(answer({ to, receipt: 'RCPT1 - EVT1', body: results(effect) }))).toEqual({
      verdict: 'acknowledged',
    });
  });

  test('refuses the event with the reason', () =>
    expect(readAnswer(answer({ to, body: results('REJ') }))).toEqual({
      ...{ verdict: 'rejected', reason: '50: no such pack' },
    }));

  test('that is about another event is none', () =>
    expect(readAnswer(answer({ to, body: results('SUC', { id: 'OTHER' }) }))).toMatchObject({ failure: 'ambiguous' }));

  test('that does not know the receipt says so', () => {
    const body = taken('<rets><ret><code>70</code><desc>unknown</desc><effect>REJ</effect></ret></rets>');
    expect(readAnswer(answer({ to, body }))).toEqual({ verdict: 'unknown' });
  });
});

describe.skipIf(sncmSamples.size === 0)('answers of the corpus', () => {
  test('are read for what they say', () => {
    expect(readAnswer(answer({ body: sncmSamples.get('retEvtIn-success.xml') ?? '' }))).toMatchObject({
      verdict: 'received',
      receipt: expect.stringContaining('RCPT0001'),
    });
    expect(readAnswer(answer({ body: sncmSamples.get('retEvtIn-rejected.xml') ?? '' }))).toEqual({
      verdict: 'rejected',
      reason: '20: Signature invalid',
    });
  });
});
