import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { inPieces } from './in-pieces.ts';

/** More than any column holds, so that a quote that is never closed is found early. */
const MOST_ROW = 4_096;

/**
 * The records of a CSV file, each with the line at which it ends.
 *
 * @param rule where it is written what the file has to be like
 */
export async function recordsOf(text: string, rule: string): Promise<{ line: number; record: string[] }[] | Refusal> {
  const found: { line: number; record: string[] }[] = [];
  const [first = ''] = text.split(/[\r\n]/, 1);
  const delimiter = [',', ';', '\t'].find((one) => first.includes(one)) ?? ',';
  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: MOST_ROW,
    on_record: (record: string[], { lines }) => {
      found.push({ line: lines, record });
      return null;
    },
  }).resume();
  try {
    await pipeline(inPieces(text), parser);
    return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse('malformed', error.message, { rule, remedy: 'As many cells in every line, every quote closed.' });
  }
}
