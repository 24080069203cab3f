import { type Command, commonOptions, type Verdict } from '../command.ts';
import { type Given, readArguments } from '../command-line/read-arguments.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { eachInput } from '../input/each-input.ts';
import { spooled } from '../input/spool.ts';
import type { Conversion } from './conversion.ts';
import { convertDocument } from './convert-document.ts';
import { destinations } from './destinations.ts';
import { masterDataSpellings } from './master-data-names.ts';
import { ownPrefixes, readPrefixTable } from './prefix-table.ts';
import { remarksOn } from './remarks.ts';
import { type Form, forms } from './target.ts';

const spellings = ['as-sent', 'urn', 'digital-link'] as const;
const vocabularies = ['urn', 'web-uri'] as const;

const options = {
  to: { type: 'string', values: forms, help: 'the form to write' },
  output: { type: 'string', short: 'o', argument: 'FILE', help: 'write it there, when it is whole' },
  'output-dir': { type: 'string', argument: 'DIR', help: 'write each document there, under its own name' },
  epcs: { type: 'string', values: spellings, help: 'how identifiers are spelled (as-sent; for xml-1.2: urn)' },
  'company-prefix': {
    type: 'string',
    multiple: true,
    argument: 'DIGITS',
    help: 'a GS1 company prefix, to make URNs of links; may stand often',
  },
  'prefix-table': {
    type: 'string',
    argument: 'FILE',
    help: 'company prefixes, one a line, or GS1’s GCPPrefixFormatList',
  },
  'learn-prefixes': { type: 'boolean', help: 'believe the company prefixes of the URNs in the document' },
  cbvmda: {
    type: 'string',
    values: masterDataSpellings,
    help: 'namespace of lot numbers and the like: as-sent, or as the form usually has it (changes the hash)',
  },
  vocabulary: { type: 'string', values: vocabularies, help: 'how xml-2.0 spells CBV words (urn)' },
  compact: { type: 'boolean', help: 'no white space that only people need' },
  'skip-invalid': { type: 'boolean', help: 'leave events out that are invalid, and write the others' },
  ...commonOptions,
  json: { type: 'boolean', help: 'remarks on standard error as JSON objects, one a line' },
} as const;

/** `convert`: a document in another form. */
export const convertDocuments: Command = {
  name: 'convert',
  summary: 'a document in another form',
  usage: `--to ${forms.join('|')} [options] [FILE …]`,
  about: `Reads each document twice: first to find out whether all of it can be written, then to write it event by event.
Of an invalid document nothing is written (exit code 1), or with --skip-invalid what is valid of it.
What a receiver may stumble over is told on standard error: identifiers that have no such spelling, members that
EPCIS 1.2 does not know, and master data in a namespace that the form does not usually have. What is written can be
read; validate checks more.`,
  options,
  run: async (args, { terminal, now, time }) => {
    const { values, files } = readArguments(args, options);
    const names = files.length === 0 ? ['-'] : files;
    const conversion = await conversionOf(values);
    const screen = terminal(values);
    const destination = await destinations(names, { ...values, to: conversion.style.to }, screen);
    const remarks = remarksOn(screen, values.json ?? false);
    return eachInput(
      names,
      screen,
      async (input): Promise<Verdict> =>
        convertDocument(await spooled(input), conversion, { destination, remarks, reading: { screen, now }, time }),
    );
  },
};

async function conversionOf(values: Given<typeof options>): Promise<Conversion> {
  const to = forms.find((form) => form === values.to);
  if (to === undefined) throw new UsageError(`say what to write: --to ${forms.join('|')}`);
  const vocabulary = vocabularies.find((one) => one === values.vocabulary);
  if (vocabulary !== undefined && to !== 'xml-2.0')
    throw new UsageError(`--vocabulary is for xml-2.0: ${vocabularyOf(to)}`);
  const table = values['prefix-table'];
  const tables = [ownPrefixes(values['company-prefix'] ?? [])];
  return {
    style: { to, compact: values.compact ?? false, ...(vocabulary === undefined ? {} : { vocabulary }) },
    epcs: spellings.find((one) => one === values.epcs) ?? (to === 'xml-1.2' ? 'urn' : 'as-sent'),
    cbvmda: masterDataSpellings.find((one) => one === values.cbvmda) ?? 'as-sent',
    own: tables,
    published: table === undefined ? [] : [await readPrefixTable(table)],
    learn: values['learn-prefixes'] ?? false,
    skipInvalid: values['skip-invalid'] ?? false,
  };
}

const vocabularyOf = (form: Form) => (form === 'json-2.0' ? 'JSON has bare words' : 'XML 1.2 has URNs only');
