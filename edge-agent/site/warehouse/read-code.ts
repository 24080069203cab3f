import { writeLink } from '#shared/gs1/key-link.ts';
import { type ReadId, readId } from '#shared/gs1/read-id.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { readScan } from '../../devices/scanners/read-scan.ts';

/** What a scan names, and what else its code says. */
export type Code = ReadId & {
  readonly epc: string;
  /** As it was scanned. */
  readonly text: string;
};

/**
 * Reads what was scanned or typed: a symbol's element string, which is judged as strictly as a line's scanner has it, or any other spelling of one
 * pack or container.
 */
export function readCode(scan: string): Code | Refusal {
  const text = scan.trim();
  const isElements = text.startsWith(']') || (/^0[01]\d{14}/.test(text) && !/^\d{18}$/.test(text));
  const id = isElements ? readScan(text.startsWith(']') ? text : `]d2${text}`) : readId(text);
  if (isRefusal(id)) return id;
  const epc =
    id.kind === 'sscc'
      ? writeLink({ primary: { ai: '00', value: id.sscc }, qualifiers: [] })
      : writeLink({ primary: { ai: '01', value: id.gtin }, qualifiers: [{ ai: '21', value: id.serial }] });
  return { ...id, epc, text };
}
