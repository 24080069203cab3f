import { describe, expect, test } from 'vitest';
import { readArguments } from './read-arguments.ts';
import { UsageError } from './usage-error.ts';

const options = {
  to: { type: 'string', values: ['json-2.0', 'xml-2.0', 'xml-1.2'], help: '' },
  output: { type: 'string', short: 'o', argument: 'FILE', help: '' },
  'company-prefix': { type: 'string', multiple: true, argument: 'DIGITS', help: '' },
  json: { type: 'boolean', help: '' },
} as const;

const read = (...args: string[]) => readArguments(args, options);
const complaint = (...args: string[]) => {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
};

describe('words are read', () => {
  test('options and files in any order, a dash for standard input', () => {
    expect(read('a.xml', '--to', 'xml-1.2', '-', '--json', '-o', 'b.xml')).toEqual({
      values: { to: 'xml-1.2', json: true, output: 'b.xml' },
      files: ['a.xml', '-'],
    });
  });

  test('an option that may stand more than once', () => {
    expect(read('--company-prefix', '9521321', '--company-prefix=952132').values['company-prefix']).toEqual([
      '9521321',
      '952132',
    ]);
  });

  test('everything behind two dashes is a file', () => {
    expect(read('--json', '--', '--to', '-x.xml').files).toEqual(['--to', '-x.xml']);
  });

  test('a value may begin with a dash when it is joined to its option, or be a dash', () => {
    expect(read('--output=-odd.xml').values.output).toBe('-odd.xml');
    expect(read('--output', '-').values.output).toBe('-');
  });
});

describe('what cannot be meant is told', () => {
  test.each([
    [['--jsn'], 'there is no option --jsn; did you mean --json?'],
    [['--outptu', 'x'], 'there is no option --outptu; did you mean --output?'],
    [['--frobnicate'], 'there is no option --frobnicate'],
    [['-z'], 'there is no option -z'],
    [['--constructor'], 'there is no option --constructor'],
    [['--json=yes'], '--json takes no value'],
    [['--output'], '--output needs a value: --output FILE'],
    [['--output', '--json'], '--output needs a value: --output FILE'],
    [['--to'], '--to needs a value: --to json-2.0|xml-2.0|xml-1.2'],
    [['--to', 'xml-1.1'], '--to is one of json-2.0, xml-2.0, xml-1.2, not "xml-1.1"; did you mean xml-1.2?'],
    [['--to', 'parquet'], '--to is one of json-2.0, xml-2.0, xml-1.2, not "parquet"'],
  ])('%j', (args, message) => {
    expect(complaint(...args)).toBe(message);
  });
});
