import { convertIdentifier } from '#shared/gs1/convert-identifier.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import { isRefusal } from '#shared/refusal.ts';

/** How numbers are written. OPC 30260 leaves the names to the parties; the first is meant where none is given. */
export const formats = ['SN', 'ElementString', 'URN', 'DigitalLink'] as const;
type Format = (typeof formats)[number];

const written: Readonly<Record<Format, RegExp>> = {
  SN: /^(?!urn:|https?:|\()/i,
  ElementString: /^[(\]]|^\p{Cc}?0[01]\d/u,
  URN: /^urn:epc:id:/,
  DigitalLink: /^https?:\/\//i,
};

/** The format by its name; undefined for one that nobody here knows. */
export const formatOf = (name: string): Format | undefined =>
  name === '' ? 'SN' : formats.find((format) => format === name);

/** Whether texts are written in the format that is said; where none is said each speaks for itself. */
export function areWritten(name: string, texts: readonly string[]): boolean {
  if (name === '') return true;
  const format = formatOf(name);
  return format !== undefined && texts.every((text) => written[format].test(text));
}

/** Writes a number that was handed out: a serial with its GTIN, or an SSCC. Throws for one that breaks GS1's rules: it came from the cloud. */
export function writeNumber(
  format: Format,
  { number, gtin, companyPrefix }: { number: string; gtin?: string | undefined; companyPrefix: string },
): string {
  if (format === 'SN') return number;
  if (format === 'URN') {
    const urn =
      gtin === undefined ? ssccUrn({ sscc: number, companyPrefix }) : sgtinUrn({ gtin, serial: number, companyPrefix });
    if (isRefusal(urn)) throw new Error(urn.detail);
    return urn;
  }
  if (format === 'ElementString') return gtin === undefined ? `(00)${number}` : `(01)${gtin}(21)${number}`;
  const serial = [{ ai: gtin === undefined ? '00' : '21', value: number }];
  const link = convertIdentifier(gtin === undefined ? serial : [{ ai: '01', value: gtin }, ...serial]);
  if (isRefusal(link)) throw new Error(link.detail);
  return link.digitalLink;
}
