import type { Counters } from '#shared/line/counters.ts';
import type { Oee } from '#shared/line/oee.ts';
import type { LineCounters } from '../line/counters.ts';
import type { Line } from '../line/line.ts';
import type { Batch, Batches } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { type OpenContainer, openContainers } from '../store/open-containers.ts';
import { integer, optionalText, text } from '../store/row.ts';

/** What the camera said of a unit. */
export interface ToldVerdict {
  readonly ordinal: number;
  readonly serial: string;
  readonly verdict: string;
  /** What the pack is now: a good verdict alone makes no good pack. */
  readonly state: string;
  readonly reason: string | undefined;
  /** Where its picture is to be had, where the camera leaves any. */
  readonly picture?: string | undefined;
}

/** What is told of a line beside its state. */
export interface LineFigures {
  /** The batch at hand or the next one: what the line waits for from people is asked for there. */
  readonly next: number | undefined;
  readonly counters: (Counters & { readonly oee: Oee }) | undefined;
  /** Empty for those who have not said who they are: serials are nobody else's. */
  readonly verdicts: readonly ToldVerdict[];
  readonly containers: readonly OpenContainer[];
}

/** Verdicts shown. */
const LAST = 12;
/** Times are told in whole seconds: whoever watches is told when something happens, and once a second what time it is. */
const SECOND = 1_000;

/** What of a line its figures are asked by. */
interface FiguredLine extends Pick<Line, 'name'> {
  readonly run: { readonly batch: Pick<Batch, 'batch'> } | undefined;
}

export interface FigureNeeds {
  readonly db: Database;
  readonly batches: Pick<Batches, 'next'>;
}

/**
 * Figures of a line as they stand now.
 *
 * @param withSerials true when whoever is told may know serials
 * @param withPictures true when the line's camera leaves pictures
 */
export function figuresOf(
  { db, batches }: FigureNeeds,
  line: FiguredLine,
  counters: LineCounters | undefined,
  withSerials: boolean,
  withPictures = false,
): LineFigures {
  const batch = line.run?.batch.batch;
  return {
    next: batches.next(line.name)?.batch,
    counters: counters && inSeconds(counters.now()),
    verdicts: batch === undefined || !withSerials ? [] : lastVerdicts(db, batch, withPictures ? line.name : undefined),
    containers: openContainers(db, line.name),
  };
}

function lastVerdicts(db: Database, batch: number, pictured: string | undefined): ToldVerdict[] {
  return db
    .prepare(
      `SELECT ordinal, sequence, serial, verdict, state, reason, printed_at FROM units WHERE batch = ? AND verdict IS NOT NULL ORDER BY ordinal DESC LIMIT ${LAST}`,
    )
    .all(batch)
    .map((row) => ({
      ordinal: integer(row, 'ordinal'),
      serial: text(row, 'serial'),
      verdict: text(row, 'verdict'),
      state: text(row, 'state'),
      reason: optionalText(row, 'reason'),
      ...(pictured !== undefined && {
        picture: picturePath(pictured, integer(row, 'sequence'), text(row, 'printed_at')),
      }),
    }));
}

/** Trigger counts begin anew at times: a picture from before the pack was printed is another's. */
const picturePath = (line: string, trigger: number, printedAt: string) =>
  `/api/lines/${encodeURIComponent(line)}/pictures/${trigger}?since=${encodeURIComponent(printedAt)}`;

type Told = Counters & { readonly oee: Oee };

function inSeconds(counters: Told): Told {
  const round = (time: number) => Math.floor(time / SECOND) * SECOND;
  return {
    ...counters,
    modeCurrentTime: round(counters.modeCurrentTime),
    modeCumulativeTime: rounded(counters.modeCumulativeTime, round),
    stateCurrentTime: round(counters.stateCurrentTime),
    stateCumulativeTime: Object.fromEntries(
      Object.entries(counters.stateCumulativeTime).map(([mode, times]) => [mode, rounded(times, round)]),
    ),
    accTimeSinceReset: round(counters.accTimeSinceReset),
    plannedTime: round(counters.plannedTime),
    executeTime: round(counters.executeTime),
    oee: { ...counters.oee, ...rounded(counters.oee, (share) => Math.round(share * 1_000) / 1_000) },
  };
}

function rounded(times: object, round: (time: number) => number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, time]) => (typeof time === 'number' ? [[name, round(time)]] : [])),
  );
}
