import type { ReportedCode } from '../reported.ts';
import type { Code } from './goods.ts';

const GTIN = 14;

/** A pack as documents name it: GTIN and serial, 27 characters. The crypto code never stands in a document. */
export const sgtinOf = (gtin: string, serial: string): string => gtin + serial;

/** A pack of 27 characters, or a package of 18 digits. */
export const reportedCode = (text: string): ReportedCode =>
  text.length === 27 ? { gtin: text.slice(0, GTIN), serial: text.slice(GTIN) } : { sscc: text };

/** The same as the documents' lists have it. */
export const codeOf = (code: ReportedCode): Code =>
  code.sscc === undefined ? { sgtin: sgtinOf(code.gtin, code.serial) } : { sscc: code.sscc };
