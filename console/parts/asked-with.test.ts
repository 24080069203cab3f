import { expect, test } from 'vitest';
import { ACCEPT, answerName, headersAsked } from './asked-with.ts';

const header = { in: 'header' as const, required: false, description: '', schema: {} };
const operation = {
  parameters: [
    { ...header, name: 'GS1-EPC-Format' },
    { ...header, name: 'perPage', in: 'query' as const },
  ],
  answers: [
    { status: '200', description: '', media: ['application/json', 'application/xml'] },
    { status: 'default', description: '', media: ['application/problem+json'] },
  ],
};

test('a call asks for the usual media type unless another one is chosen, and bears the headers that were given', () => {
  expect(headersAsked(operation, {})).toEqual({ accept: 'application/json' });
  const values = { [ACCEPT]: 'application/xml', 'GS1-EPC-Format': 'Always_EPC_URN', perPage: '3' };
  expect(headersAsked(operation, values)).toEqual({ accept: 'application/xml', 'GS1-EPC-Format': 'Always_EPC_URN' });
  expect(headersAsked({ parameters: [], answers: [] }, {})).toEqual({ accept: 'application/json' });
});

test.each([
  ['application/json', 'answer.json'],
  ['application/problem+json; charset=utf-8', 'answer.json'],
  ['application/ld+json', 'answer.json'],
  ['application/xml', 'answer.xml'],
  ['text/csv; charset=utf-8; header=present', 'answer.csv'],
  ['text/plain; charset=utf-8', 'answer.txt'],
  ['application/octet-stream', 'answer.bin'],
  [undefined, 'answer.bin'],
])('an answer of %s is kept as %s', (type, name) => expect(answerName(type)).toBe(name));
