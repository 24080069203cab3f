import { Presets, SingleBar } from 'cli-progress';
import * as v from 'valibot';

const statusShape = v.object({
  lines: v.array(
    v.looseObject({
      line: v.string(),
      state: v.string(),
      alarms: v.array(v.looseObject({ detail: v.string() })),
      batch: v.optional(
        v.looseObject({
          lot: v.string(),
          counts: v.looseObject({
            printed: v.number(),
            verified: v.number(),
            rejected: v.number(),
            packed: v.number(),
          }),
        }),
      ),
    }),
  ),
});

interface Line {
  readonly counts: {
    readonly printed: number;
    readonly verified: number;
    readonly rejected: number;
    readonly packed: number;
  };
  readonly alarm: string | undefined;
}

export interface Progress {
  /** Shows where the lot stands now; asks the plant. */
  show(lot: string, quantity: number): Promise<void>;
  end(): void;
}

const WAIT_MS = 2_000;
const format = '{bar} {value}/{total} printed · {verified} verified · {rejected} rejected · {packed} packed{note}';

/** The batch's progress: a bar on a terminal, a line whenever a tenth is reached elsewhere, nothing when silent. */
export function progress(hmiUrl: string, silent: boolean): Progress {
  const bar = silent
    ? undefined
    : new SingleBar({ format, noTTYOutput: false, hideCursor: true, clearOnComplete: false }, Presets.shades_classic);
  const plain = !silent && !process.stdout.isTTY;
  let started = false;
  let told = -1;
  return {
    show: async (lot, quantity) => {
      if (bar === undefined) return;
      const line = await statusOf(hmiUrl, lot);
      if (line === undefined) return;
      const alarm = line.alarm;
      const note = alarm === undefined ? '' : ` · ALARM: ${alarm}`;
      if (plain) {
        const tenth = Math.floor((line.counts.printed * 10) / quantity);
        if (tenth > told) console.log(sentence(line, quantity, note));
        told = Math.max(told, tenth);
        return;
      }
      if (!started) bar.start(quantity, 0, { verified: 0, rejected: 0, packed: 0, note: '' });
      started = true;
      bar.update(line.counts.printed, { ...line.counts, note });
    },
    end: () => {
      if (started) bar?.stop();
    },
  };
}

async function statusOf(hmiUrl: string, lot: string): Promise<Line | undefined> {
  try {
    const response = await fetch(`${hmiUrl}/status`, { signal: AbortSignal.timeout(WAIT_MS) });
    const { lines } = v.parse(statusShape, await response.json());
    const line = lines.find(({ batch }) => batch?.lot === lot);
    return line?.batch && { counts: line.batch.counts, alarm: line.alarms[0]?.detail };
  } catch {
    return undefined; // the agent is starting, or starting again
  }
}

const sentence = ({ counts }: Line, quantity: number, note: string) =>
  `${counts.printed}/${quantity} printed · ${counts.verified} verified · ${counts.rejected} rejected · ${counts.packed} packed${note}`;
