import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import * as v from 'valibot';
import { BrokenText, onlyUtf8, saveAsUtf8 } from '#common/not-utf8.ts';
import type { ListedCode } from '#common/store/listed-codes.ts';
import { listEntry } from '#shared/messages/pools-api.ts';

/** A code as it stands in a list, or what is wrong there. */
export type ListItem = { readonly line: number } & (
  | (Required<ListedCode> & { readonly problem?: never })
  | { readonly problem: string }
);

/** Longer lines are no codes. */
const LONGEST_LINE = 4096;

/**
 * The codes of a list, one after another, in bounded memory. CSV (RFC 4180) begins with a line that names its columns: `code`, and application
 * identifiers such as `91` and `92`. JSON Lines has an entry a line; a JSON list is for what fits a request. All are UTF-8, with a byte order mark or without.
 */
export async function* readList(pieces: AsyncIterable<Uint8Array>, mediaType: string): AsyncGenerator<ListItem> {
  try {
    yield* itemsOf(onlyUtf8(pieces), mediaType);
  } catch (error) {
    if (!(error instanceof BrokenText)) throw error;
    yield { line: error.at.line, problem: `${error.at.why}: ${saveAsUtf8}` };
  }
}

function itemsOf(pieces: AsyncIterable<Uint8Array>, mediaType: string): AsyncGenerator<ListItem> {
  if (mediaType === 'text/csv') return readCsv(pieces);
  return mediaType === 'application/x-ndjson' ? readLines(pieces) : readJson(pieces);
}

const csvRecord = v.object({
  info: v.object({ lines: v.number() }),
  record: v.array(v.string()),
});

async function* readCsv(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ListItem> {
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
  const parser = parse({ ...options, max_record_size: LONGEST_LINE });
  // A source that breaks off breaks the parser, whose reader is told; and a reader who stops lets go of the source.
  pipeline(Readable.from(pieces), parser, () => {});
  let names: string[] | undefined;
  try {
    for await (const read of parser) {
      const { info, record } = v.parse(csvRecord, read);
      const line = info.lines;
      if (names === undefined) {
        names = record.map((name) => name.trim().replace(/^\((\d+)\)$/, '$1'));
        if (names.includes('code')) continue;
        yield { line, problem: 'the first line names the columns, and one of them is called code' };
        return;
      }
      if (record.length !== names.length) {
        yield { line, problem: `the line has ${record.length} values for ${names.length} columns` };
        continue;
      }
      yield { line, ...rowOf(names, record) };
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    yield { line: error.lines ?? 0, problem: 'the file is no CSV from there on (RFC 4180)' };
  }
}

const isCsvError = (error: unknown): error is Error & { lines?: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');

function rowOf(names: readonly string[], record: readonly string[]): Required<ListedCode> {
  let code = '';
  const extra: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    const value = record[i] ?? '';
    if (name === 'code') code = value;
    else if (value !== '') extra[name] = value;
  }
  return { code, extra };
}

async function* readLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ListItem> {
  let line = 0;
  for await (const text of linesOf(pieces)) {
    line++;
    if (text.trim() === '') continue;
    yield { line, ...(text.length > LONGEST_LINE ? tooLong : entryOf(text)) };
  }
}

const tooLong = { problem: `a line has ${LONGEST_LINE} characters at most` };

async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // Nobody waits for the end of a line that is none.
    if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE + 1);
    yield* lines;
  }
  yield rest + decoder.decode();
}

const entry = v.pipe(v.string(), v.parseJson(), listEntry);

function entryOf(text: string): Required<ListedCode> | { problem: string } {
  const read = v.safeParse(entry, text);
  return read.success ? codeOf(read.output) : misfit;
}

const misfit = { problem: 'the entry is neither a text nor {"code": …, "extra": {…}}' };

const codeOf = (read: v.InferOutput<typeof listEntry>): Required<ListedCode> =>
  typeof read === 'string' ? { code: read, extra: {} } : { code: read.code, extra: read.extra ?? {} };

const jsonList = v.union([
  v.array(v.unknown()),
  v.pipe(
    v.object({ codes: v.array(v.unknown()) }),
    v.transform((list) => list.codes),
  ),
]);

async function* readJson(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ListItem> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  const list = v.safeParse(
    v.pipe(v.string(), v.parseJson(), jsonList),
    new TextDecoder().decode(Buffer.concat(chunks)),
  );
  if (!list.success) {
    yield { line: 1, problem: 'the body is no JSON list of codes, nor {"codes": […]}' };
    return;
  }
  for (const [i, value] of list.output.entries()) {
    const read = v.safeParse(listEntry, value);
    yield { line: i + 1, ...(read.success ? codeOf(read.output) : misfit) };
  }
}
