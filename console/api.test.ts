import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { startAnswering } from '../test/kit/answering-server.ts';
import { api, type Bearer, conditionOf, nextOf, Problem, problemOf } from './api.ts';

describe('the next page', () => {
  test('is what the Link header names, on this server', () => {
    expect(nextOf('</epcis/capture?nextPageToken=a%3D>; rel="next"')).toBe('/epcis/capture?nextPageToken=a%3D');
    expect(nextOf('<https://api.example/epcis/queries?x=1>; rel=next')).toBe('/epcis/queries?x=1');
  });

  test('is none without a header, or when it names something else', () => {
    expect(nextOf(null)).toBeUndefined();
    expect(nextOf('</epcis>; rel="self"')).toBeUndefined();
  });
});

test('a write says what it takes to be there: what was seen, nothing, or whatever it is', () => {
  expect(conditionOf({ tag: '3.2' })).toEqual({ 'if-match': '"3.2"' });
  expect(conditionOf({ tag: undefined })).toEqual({ 'if-none-match': '*' });
  expect(conditionOf(undefined)).toEqual({});
});

describe('a refusal', () => {
  test('keeps what the server says of place, rule and remedy', () => {
    const said = { title: 'Not valid', detail: 'no bizStep', at: '/x', rule: 'EPCIS 2.0', remedy: 'name one' };
    expect(problemOf(400, said).said).toMatchObject(said);
  });

  test('says what to do even when the server says nothing', () => {
    for (const problem of [problemOf(401, undefined), problemOf(502, '<html>')]) {
      expect(problem).toBeInstanceOf(Problem);
      expect(problem.said.remedy).toMatch(/\w/);
    }
  });
});

/** A server that takes one token and says whose requests it had; and who has the tokens, one after the other. */
async function serverThatTakes(good: string, tokens: string[]) {
  const asked: string[] = [];
  const server = await startAnswering(async ({ method, headers: { authorization = '' } }, body) => {
    asked.push(`${method} ${authorization} ${body}`);
    return authorization === `Bearer ${good}` ? { status: 200, body: '{"a":1}' } : { status: 401, body: '{}' };
  });
  const bearer: Bearer = {
    token: '',
    hold: async () => tokens[0] ?? '',
    refused: async () => tokens.shift() !== undefined && tokens.length > 0,
  };
  return { asked, ...server, ask: api(bearer) };
}
const answer = v.object({ a: v.number() });

describe('a token that has ended', () => {
  test('costs nobody what he does: it is done with the next, as it was', async () => {
    const { url, ask, asked, stop } = await serverThatTakes('2', ['1', '2']);
    expect(await ask.post(url, { typed: true }, answer)).toEqual({ a: 1 });
    expect(asked).toEqual(['POST Bearer 1 {"typed":true}', 'POST Bearer 2 {"typed":true}']);
    await stop();
  });

  test('and has no next keeps a deed from being done', async () => {
    const { url, ask, asked, stop } = await serverThatTakes('2', ['1']);
    await expect(ask.post(url, {}, answer)).rejects.toThrow('Your session has ended');
    expect(asked).toHaveLength(1);
    await stop();
  });

  test('is not tried without end', async () => {
    const { url, ask, asked, stop } = await serverThatTakes('none', ['1', '2', '3', '4', '5']);
    await expect(ask.get(url, answer)).rejects.toThrow('Your session has ended');
    expect(asked).toHaveLength(3);
    await stop();
  });
});
