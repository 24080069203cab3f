import { isUri } from '../../epcis/is-uri.ts';
import { readGtin } from '../../gs1/gtin.ts';
import { writeLink } from '../../gs1/key-link.ts';
import { readSscc } from '../../gs1/sscc.ts';
import { isRefusal } from '../../refusal.ts';
import type { Column, CsvMapping } from '../mapping.ts';
import type { Row } from './row.ts';

/** The units of a row: whole identifiers, or keys and serials that stand beside each other. */
export function epcsIn(row: Row, { rows, within }: CsvMapping): string[] {
  const split = (of: Column['of']): readonly string[] => {
    const text = row.text(of);
    if (text === undefined) return [];
    return rows === 'event' ? text.split(within) : [text];
  };
  const [epcs, gtins, serials, ssccs] = [split('epc'), split('gtin'), split('serial'), split('sscc')];
  if (epcs.length > 0) {
    const wrong = epcs.find((epc) => !isUri(epc));
    if (wrong !== undefined)
      row.wrong(
        'epc',
        `${JSON.stringify(wrong.slice(0, 80))} is no identifier`,
        'write an EPC URN or a GS1 Digital Link',
      );
    return [...epcs];
  }
  const found: string[] = [];
  for (let i = 0; i < Math.max(serials.length, ssccs.length); i++) {
    const [sscc, serial] = [ssccs[i] ?? '', serials[i] ?? ''];
    // An event's GTIN may be told once for all of its serials.
    const link = sscc === '' ? sgtinLink(row, gtins[i] ?? gtins[0] ?? '', serial) : linkOfSscc(row, 'sscc', sscc);
    if (link !== undefined) found.push(link);
  }
  return found;
}

function sgtinLink(row: Row, text: string, serial: string): string | undefined {
  const gtin = readGtin(text);
  if (isRefusal(gtin)) return row.wrong('gtin', gtin.detail, 'write the GTIN with its check digit', gtin.rule);
  if (!/^[!"%-?A-Z_a-z]{1,20}$/.test(serial))
    return row.wrong(
      'serial',
      `${JSON.stringify(serial.slice(0, 80))} is no serial`,
      'write 1 to 20 characters of GS1 set 82',
    );
  return writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
}

export function ssccLink(row: Row, of: 'parentSscc'): string | undefined {
  const text = row.text(of);
  return text === undefined ? undefined : linkOfSscc(row, of, text);
}

function linkOfSscc(row: Row, of: Column['of'], text: string): string | undefined {
  const sscc = readSscc(text);
  if (isRefusal(sscc)) return row.wrong(of, sscc.detail, 'write the 18 digits of the SSCC', sscc.rule);
  return writeLink({ primary: { ai: '00', value: sscc }, qualifiers: [] });
}
