import * as v from 'valibot';
import {
  type CaptureError,
  type CaptureOutcome,
  errorPiece,
  eventIdPiece,
  type Pieces,
  type StoredJob,
} from './capture-job-row.ts';
import { captureOutcomeKey, type Documents } from './documents.ts';

/** Characters of an outcome that stay in the job's row, which every list of jobs reads; a longer one goes to the bucket. */
const IN_ROW = 4000;
/** Entries of one piece in the bucket, about 100 kB. */
const PER_PIECE = 1000;

type List = keyof Pieces;

/** True for an outcome that has its place in the job's row. */
export const fitsRow = (outcome: CaptureOutcome): boolean => JSON.stringify(outcome).length <= IN_ROW;

export type CaptureOutcomes = ReturnType<typeof captureOutcomes>;

/** Outcomes of captures that are too long for a row: lists in pieces, so that neither writing nor reading holds them as a whole. */
export function captureOutcomes(documents: Pick<Documents, 'put' | 'text'>) {
  const keepList = async (
    tenant: string,
    captureId: string,
    list: List,
    ends: readonly number[],
    more: readonly unknown[],
  ) => {
    const after = [...ends];
    for (let i = 0; i < more.length; i += PER_PIECE) {
      const from = after.at(-1) ?? 0;
      const piece = more.slice(i, i + PER_PIECE);
      // From and to name the piece and say what is in it: two workers on one job write the same bytes under the same key.
      const key = captureOutcomeKey(tenant, captureId, list, from, from + piece.length);
      await documents.put(key, JSON.stringify(piece));
      after.push(from + piece.length);
    }
    return after;
  };

  async function* read(
    tenant: string,
    captureId: string,
    list: List,
    ends: readonly number[],
    from: number,
    to: number,
  ) {
    for (const [i, end] of ends.entries()) {
      const start = ends[i - 1] ?? 0;
      if (end <= from || start >= to) continue;
      const kept = await documents.text(captureOutcomeKey(tenant, captureId, list, start, end));
      if (kept === undefined)
        throw new Error(`a piece of the outcome of capture ${captureId} is missing from the bucket`);
      const piece: unknown = JSON.parse(kept);
      yield { piece, first: Math.max(from - start, 0), last: to - start };
    }
  }

  return {
    /** Keeps more of an outcome; where all its pieces end then. */
    keep: async (tenant: string, captureId: string, ends: Pieces, more: CaptureOutcome): Promise<Pieces> => ({
      eventIds: await keepList(tenant, captureId, 'eventIds', ends.eventIds, more.eventIds),
      errors: await keepList(tenant, captureId, 'errors', ends.errors, more.errors),
    }),

    eventIds: async (tenant: string, { sk, eventIds, progress }: StoredJob, from: number, to: number) => {
      if (eventIds !== undefined) return eventIds.slice(from, to);
      const found: string[] = [];
      for await (const { piece, first, last } of read(
        tenant,
        sk,
        'eventIds',
        progress?.pieces.eventIds ?? [],
        from,
        to,
      ))
        found.push(...v.parse(eventIdPiece, piece).slice(first, last));
      return found;
    },

    errors: async (tenant: string, { sk, errors, progress }: StoredJob, from: number, to: number) => {
      if (errors !== undefined) return errors.slice(from, to);
      const found: CaptureError[] = [];
      for await (const { piece, first, last } of read(tenant, sk, 'errors', progress?.pieces.errors ?? [], from, to))
        found.push(...v.parse(errorPiece, piece).slice(first, last));
      return found;
    },
  };
}
