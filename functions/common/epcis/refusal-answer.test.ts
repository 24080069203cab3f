import { describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusal.ts';
import { refusalAnswer } from './refusal-answer.ts';

const refusal = refuse('bad-parameter', 'EQ_action is <LATER> & "wrong"\u0001', {
  at: 'EQ_action',
  rule: 'EPCIS 2.0',
  remedy: 'ask for ADD',
});
const told = (accept?: string) => refusalAnswer(refusal, { headers: { accept }, url: '/epcis/events' });

describe('a refusal on an EPCIS route', () => {
  test('is problem+json with the exception of the standard as its type', () => {
    expect(told()).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json', 'GS1-EPCIS-Version': '2.0.0' },
      body: {
        type: 'epcisException:QueryParameterException',
        title: expect.any(String),
        status: 400,
        instance: '/epcis/events',
        at: 'EQ_action',
        rule: 'EPCIS 2.0',
        remedy: 'ask for ADD',
      },
    });
  });

  test.each(['application/xml', 'text/xml', 'application/problem+xml', 'application/xml, application/json;q=0.2'])(
    'is problem+xml for Accept: %s',
    (accept) => {
      const { headers, body } = told(accept);
      expect(headers['content-type']).toBe('application/problem+xml');
      expect(body).toBe(
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
          '<epcis:EPCISException xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:problem="urn:ietf:rfc:7807">' +
          '<type>epcisException:QueryParameterException</type><title>A query parameter is not valid</title>' +
          '<status>400</status><detail>EQ_action is &lt;LATER&gt; &amp; "wrong"\uFFFD</detail>' +
          '<instance>/epcis/events</instance><problem:at>EQ_action</problem:at><problem:rule>EPCIS 2.0</problem:rule>' +
          '<problem:remedy>ask for ADD</problem:remedy></epcis:EPCISException>\n',
      );
    },
  );

  test.each(['application/json', 'text/html', '*/*', 'application/xml;q=0.1, application/json'])(
    'is problem+json for Accept: %s',
    (accept) => expect(told(accept).headers['content-type']).toBe('application/problem+json'),
  );

  test('of size carries the limits of capture', () => {
    const { status, headers } = refusalAnswer(refuse('too-large', 'too much'), { headers: {}, url: '/epcis/capture' });
    expect(status).toBe(413);
    expect(headers).toMatchObject({ 'GS1-EPCIS-Capture-Limit': '10000' });
  });
});
