import type { ListedCode } from '#common/store/listed-codes.ts';
import { quoted } from '#shared/master-data/csv/guard-cell.ts';
import type { WantedFile } from '#shared/messages/serials-api.ts';
import type { Pool } from '#shared/serials/pool.ts';

/** How a file begins, and the lines for some serials. Lines end with a line feed. */
interface Spelling {
  readonly head: string;
  readonly lines: (serials: readonly ListedCode[]) => string;
}

/**
 * Serials as lines of a file. `text`: the serial, or SSCC, alone. `csv` (RFC 4180): GTIN, serial, and in `extra` what else an issuer gave, by
 * application identifier (`91=…;92=…`). `jsonl`: one object a line.
 */
export function spellSerials(format: WantedFile['format'], pool: Pool): Spelling {
  const gtin = pool.kind === 'sscc' ? undefined : pool.gtin;
  const hasExtra = pool.kind === 'imported';
  if (format === 'text') return { head: '', lines: each(({ code }) => code) };
  if (format === 'jsonl')
    return {
      head: '',
      lines: each(({ code, extra }) =>
        JSON.stringify(gtin === undefined ? { sscc: code } : { gtin, serial: code, ...(extra && { extra }) }),
      ),
    };
  if (gtin === undefined) return { head: 'sscc\n', lines: each(({ code }) => code) };
  const extras = ({ extra = {} }: ListedCode) =>
    Object.entries(extra)
      .map(([ai, value]) => `${ai}=${value}`)
      .join(';');
  return {
    head: hasExtra ? 'gtin,serial,extra\n' : 'gtin,serial\n',
    lines: each((listed) => `${gtin},${quoted(listed.code)}${hasExtra ? `,${quoted(extras(listed))}` : ''}`),
  };
}

const each = (spell: (listed: ListedCode) => string) => (serials: readonly ListedCode[]) =>
  serials.map((listed) => `${spell(listed)}\n`).join('');
