import { Presets, SingleBar } from 'cli-progress';
import type { LineStatus } from './line-status.ts';

export interface Progress {
  /** Shows where a line's batch stands now; after an `end` it begins anew. */
  show(line: LineStatus, quantity: number): void;
  end(): void;
}

const format = '{bar} {value}/{total} printed · {verified} verified · {rejected} rejected · {packed} packed{note}';

/** The batch's progress: a bar on a terminal, a line whenever a tenth is reached elsewhere, nothing when silent. */
export function progress(silent: boolean, say: (line: string) => void): Progress {
  if (silent) return { show: () => {}, end: () => {} };
  return process.stdout.isTTY ? bar() : tenths(say);
}

function bar(): Progress {
  const drawn = new SingleBar({ format, hideCursor: true, gracefulExit: false }, Presets.shades_classic);
  let started = false;
  return {
    show: ({ batch, alarms }, quantity) => {
      if (batch === undefined) return;
      const { printed, verified, rejected, packed } = batch.counts;
      const payload = { verified, rejected, packed, note: noteOf(alarms) };
      if (started) drawn.update(printed, payload);
      else drawn.start(quantity, printed, payload);
      started = true;
    },
    end: () => {
      if (started) drawn.stop();
      started = false;
    },
  };
}

function tenths(say: (line: string) => void): Progress {
  let told = -1;
  return {
    show: ({ batch, alarms }, quantity) => {
      if (batch === undefined) return;
      const { printed, verified, rejected, packed } = batch.counts;
      const tenth = Math.floor((printed * 10) / quantity);
      if (tenth <= told) return;
      told = tenth;
      say(
        `${printed}/${quantity} printed · ${verified} verified · ${rejected} rejected · ${packed} packed${noteOf(alarms)}`,
      );
    },
    end: () => {},
  };
}

const noteOf = (alarms: LineStatus['alarms']) => {
  const ringing = alarms.find(({ stops }) => stops);
  return ringing === undefined ? '' : ` · ALARM ${ringing.code}: ${ringing.detail}`;
};
