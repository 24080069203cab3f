import { describe, expect, test } from 'vitest';
import { nextOf, Problem, problemOf } from './api.ts';

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
