import { isRefusal } from '#shared/refusal.ts';
import type { Folder } from '../../drop/folder.ts';
import { longTextOf, textOf } from '../../drop/reader.ts';
import { toldRefusal } from '../../drop/told-refusal.ts';
import type { ForeignLine } from '../foreign-line.ts';
import { readParcel } from './read-parcel.ts';
import { takeParcel } from './take-parcel.ts';
import type { Taken } from './taken.ts';

/** Says what is in a file, and answers its result, which is kept where anything of it was taken. */
export async function sayFile(
  { line, folder }: { readonly line: ForeignLine; readonly folder: Folder },
  name: string,
  content: Uint8Array,
  digest: string,
): Promise<string> {
  const parcel = await readParcel(line, name, content);
  const taken = isRefusal(parcel) ? parcel : await takeParcel(line, parcel, digest);
  const about = { file: name, digest };
  if (isRefusal(taken)) return textOf({ ...about, verdict: 'refused', problem: toldRefusal(taken) });
  const { results, ...rest } = taken;
  const result =
    results === undefined ? textOf({ ...about, ...rest }) : await longTextOf({ ...about, ...rest }, 'results', results);
  if (taken.verdict === 'refused') return result;
  await handOut(folder, name, taken);
  await folder.write('archive', `${digest}.result.json`, result);
  return result;
}

/** Numbers also as a list, for lines that read no JSON. */
async function handOut(folder: Folder, name: string, { answer }: Taken): Promise<void> {
  if (answer === undefined || !('numbers' in answer)) return;
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const { level, gtin = '', numbers, tails = [] } = answer;
  const ais = [...new Set(tails.flatMap((tail) => Object.keys(tail)))].toSorted();
  const rows = numbers.map((number, i) =>
    [level, gtin, number, ...ais.map((ai) => tails[i]?.[ai] ?? '')].map(quoted).join(','),
  );
  const text = [['level', 'gtin', 'number', ...ais].join(','), ...rows, ''].join('\r\n');
  await folder.write('out', `${name.replace(/\.json$/i, '')}.numbers.csv`, text);
}
