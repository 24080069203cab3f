import type { Answer } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { SerialImport } from '#common/store/serial-import-row.ts';
import type { ToldImport } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';

/** Problems named in the answer to whoever waits; the import tells the first hundred. */
const MOST_NAMED = 20;

/** What whoever brings in a list is answered: created, still on its way, or refused with the lines that are wrong. */
export function answerImport(row: SerialImport): Answer {
  if (row.state === 'imported') return { status: 201, body: tellImport(row) };
  if (row.state !== 'refused') return { status: 202, body: tellImport(row) };
  const { problems = [], remedy = 'correct the list and import it under another id' } = row;
  const named = problems.slice(0, MOST_NAMED).map(({ line, detail }) => `line ${line}: ${detail}`);
  throw new Refused(
    refuse('malformed', named.join('; '), {
      at: `/${problems[0]?.line ?? 1}`,
      rule: 'GS1 GS §2.1: a GTIN and serial name one item; GET /api/profiles tells the rules of a market',
      remedy,
    }),
  );
}

/** An import as it is told: not where its bytes are. */
export function tellImport({
  key: _,
  etag: _etag,
  bytes: _bytes,
  mediaType: _type,
  home: _home,
  ...told
}: SerialImport): ToldImport {
  return told;
}
