import { readFile } from 'node:fs/promises';
import { type CompanyPrefixes, companyPrefixTable } from '#shared/gs1/company-prefix-table.ts';
import { gcpLengthTable } from '#shared/gs1/gcp-length-table.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { reasonOf } from '../input/input.ts';

/**
 * Reads a table of company prefixes: one prefix a line (what stands behind white space, a comma or `#` is passed over), or
 * GS1's GCPPrefixFormatList, which says how long the prefixes are that begin with certain digits. Throws `UsageError`.
 */
export async function readPrefixTable(path: string): Promise<CompanyPrefixes> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--prefix-table ${path}: ${reasonOf(error)}`);
  });
  const plain = text.replace(/^\ufeff/, '').trimStart();
  return orUsageError(`--prefix-table ${path}`, /^[{[]/.test(plain) ? fromList(plain) : fromLines(text));
}

/** The prefixes that the user named. Throws `UsageError`. */
export const ownPrefixes = (prefixes: readonly string[]): CompanyPrefixes =>
  orUsageError('--company-prefix', companyPrefixTable(prefixes));

function orUsageError(option: string, table: CompanyPrefixes | Refusal): CompanyPrefixes {
  if (!isRefusal(table)) return table;
  throw new UsageError(`${option}${table.at === undefined ? '' : ` at ${table.at}`}: ${table.detail}`);
}

function fromLines(text: string): CompanyPrefixes | Refusal {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const prefixes = lines.map(
    (line) =>
      line
        .replace(/#.*/, '')
        .trim()
        .split(/[\s,;]/)[0] ?? '',
  );
  const wrong = prefixes.findIndex((prefix) => prefix !== '' && !/^\d{6,12}$/.test(prefix));
  if (wrong >= 0)
    return refuse('malformed', `"${prefixes[wrong]?.slice(0, 40)}" is no company prefix of 6 to 12 digits`, {
      at: `line ${wrong + 1}`,
    });
  const found = prefixes.filter((prefix) => prefix !== '');
  return found.length === 0 ? refuse('malformed', 'there is no prefix in it') : companyPrefixTable(found);
}

function fromList(text: string): CompanyPrefixes | Refusal {
  try {
    return gcpLengthTable(JSON.parse(text));
  } catch (error) {
    return refuse('malformed', reasonOf(error));
  }
}
