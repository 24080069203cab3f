import { describe, expect, test } from 'vitest';
import { neverIssuedProblem } from './company-prefix.ts';

describe('a company prefix', () => {
  test.each([
    ['of the examples', '9521321'],
    ['of GS1 US', '0012345'],
    ['of GS1 US, the lowest', '000010'],
    ['of a medicine in the United States', '0312345'],
    ['of a medicine in France', '340093'],
    ['of a medicine in Germany', '415012'],
    ['of Austria’s numbers for medicines', '908888'],
    ['of Spain’s numbers for medicines', '847000'],
    ['of Portugal', '560123'],
    ['of GS1 US, once more', '0612345'],
    ['of the global office', '950110'],
    ['that GS1 keeps for later', '140000'],
  ])('%s is issued', (_, prefix) => expect(neverIssuedProblem(prefix)).toBeUndefined());

  test.each([
    ['000000', '00000'],
    ['0000012', '00000'],
    ['0000099', '00000'],
    ['021234', '02'],
    ['041234', '04'],
    ['0512345', '05'],
    ['200000', '2'],
    ['299999', '2'],
    ['951000', '951'],
    ['960000', '96'],
    ['977123', '977'],
    ['978123', '978'],
    ['979012', '979'],
    ['980000', '980'],
    ['984123', '984'],
    ['990000', '99'],
    ['999999', '99'],
  ])('%s is never issued, and what it begins with is named with a remedy', (prefix, head) =>
    expect(neverIssuedProblem(prefix)).toMatchObject({
      refused: 'malformed',
      detail: expect.stringContaining(`begins with ${head} `),
      rule: expect.stringContaining('GS1'),
      remedy: expect.stringContaining('licence'),
    }),
  );
});
