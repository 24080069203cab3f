import { Presets, SingleBar } from 'cli-progress';
import * as v from 'valibot';

const statusShape = v.object({
  lines: v.array(
    v.looseObject({
      line: v.string(),
      state: v.string(),
      lot: v.optional(v.nullable(v.string())),
      counts: v.object({
        printed: v.number(),
        verified: v.number(),
        commissioned: v.number(),
        rejected: v.number(),
        sampled: v.number(),
        packed: v.number(),
      }),
      alarms: v.array(v.looseObject({ message: v.string() })),
    }),
  ),
});
type Line = v.InferOutput<typeof statusShape>['lines'][number];

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
      const line = await statusOf(hmiUrl, lot);
      if (bar === undefined || line === undefined) return;
      const alarm = line.alarms[0]?.message;
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
    return v.parse(statusShape, await response.json()).lines.find((line) => line.lot === lot);
  } catch {
    return undefined; // the agent is starting, or starting again
  }
}

const sentence = ({ counts }: Line, quantity: number, note: string) =>
  `${counts.printed}/${quantity} printed · ${counts.verified} verified · ${counts.rejected} rejected · ${counts.packed} packed${note}`;
