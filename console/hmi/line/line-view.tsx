import type { LineStatus } from '../data/status-shape.ts';
import { AlarmList } from './alarm-list.tsx';
import { BatchBar } from './batch-bar.tsx';
import { BigCounters } from './big-counters.tsx';
import { Codes } from './codes.tsx';
import { Devices } from './devices.tsx';
import { Figures } from './figures.tsx';
import { LineHead } from './line-head.tsx';
import { NextDeed } from './next-deed.tsx';
import { Packing } from './packing.tsx';
import { Rejects } from './rejects.tsx';
import { Stepper } from './stepper.tsx';

/** A line as its operator sees it: what runs on one screen without scrolling, its figures below. */
export function LineView({ line }: { readonly line: LineStatus }) {
  return (
    <div className="line">
      <div className="running">
        <LineHead line={line} />
        <Stepper line={line} />
        <AlarmList alarms={line.alarms} line={line} />
        <NextDeed line={line} />
        <BigCounters line={line} />
        <BatchBar line={line} />
        <div className="columns">
          <Codes line={line} />
          <Rejects line={line} />
          <Packing line={line} />
        </div>
        <Devices of={line.devices} />
      </div>
      <Figures line={line} />
    </div>
  );
}
