import { type Refusal, refuse } from '#shared/refusal.ts';
import type { LayerCode, LayerRead, Read } from '../device.ts';

/** What a reader's result format puts in place of data when it could not read. */
export const NO_READ = 'NOREAD';
const noReads = new Set([NO_READ, 'ERROR']);

/** Reads one result as the reader was set up to send it. */
export type ResultFormat<R> = (text: string) => R | Refusal;

/** Ends before the crypto code that may stand behind a serial: what is quoted ends in alarms. */
const quoted = (text: string) => JSON.stringify(text.slice(0, 40));

/**
 * Reads a result string `<trigger count>;<grade>;<AIM identifier and data, or NOREAD>`, the format that has to be set in
 * the reader. The data may itself contain semicolons. `ERROR` is understood as NOREAD.
 */
export function readResult(text: string): Read | Refusal {
  const parts = /^(\d{1,10});([0-4](?:\.\d+)?);([\s\S]+)$/.exec(text);
  if (parts === null) return refuse('malformed', `${quoted(text)} is not <trigger count>;<grade 0-4>;<data>`);
  const [, sequence, grade, data = ''] = parts;
  return { sequence: Number(sequence), grade: Number(grade), text: noReads.has(data) ? undefined : data };
}

/**
 * Reads the result of a layer, `<trigger count>;<number of codes>` and for each code `|<grade>;<x>;<y>;<AIM identifier and data>`;
 * x and y may be empty. No GS1 data contains a bar, so codes cannot run into each other, and one that was cut off is noticed.
 */
export function readLayerResult(text: string): LayerRead | Refusal {
  const [head = '', ...parts] = text.split('|');
  const counts = /^(\d{1,10});(\d{1,4})$/.exec(head);
  if (counts === null) return refuse('malformed', `${quoted(text)} is not <trigger count>;<number of codes>|<code>|…`);
  const [, sequence, count] = counts;
  if (parts.length !== Number(count)) {
    return refuse('malformed', `a layer is told to have ${count} codes, and ${parts.length} came`, {
      remedy: 'look for a limit to the length of the camera’s result string',
    });
  }
  const codes: LayerCode[] = [];
  for (const part of parts) {
    const code = readLayerCode(part);
    if (code === undefined) return refuse('malformed', `${quoted(part)} is not <grade 0-4>;<x>;<y>;<data>`);
    codes.push(code);
  }
  return { sequence: Number(sequence), codes };
}

function readLayerCode(part: string): LayerCode | undefined {
  const members = /^([0-4](?:\.\d+)?);(-?\d+(?:\.\d+)?)?;(-?\d+(?:\.\d+)?)?;([\s\S]+)$/.exec(part);
  if (members === null) return undefined;
  const [, grade, x, y, text = ''] = members;
  const place = (value: string | undefined) => (value === undefined ? undefined : Number(value));
  return { text, grade: Number(grade), x: place(x), y: place(y) };
}

/** Writes a result as `readResult` reads it. */
export const writeResult = ({ sequence, grade, text }: Read): string => `${sequence};${grade};${text ?? NO_READ}`;

/** Writes the result of a layer as `readLayerResult` reads it. */
export const writeLayerResult = ({ sequence, codes }: LayerRead): string =>
  [
    `${sequence};${codes.length}`,
    ...codes.map(({ grade, x, y, text }) => `${grade};${x ?? ''};${y ?? ''};${text}`),
  ].join('|');
