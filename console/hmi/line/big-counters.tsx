import type { LineStatus } from '../data/status-shape.ts';
import { useSpoken } from '../texts/language.ts';
import { useRate } from './use-rate.ts';

/** The figures that are read from across the hall. */
export function BigCounters({ line: { batch, counters } }: { readonly line: LineStatus }) {
  const { texts, formats } = useSpoken();
  const { line } = texts;
  const { number } = formats;
  const rate = useRate(counters);
  const { commissioned = 0, rejected = 0 } = batch?.counts ?? {};
  const oee = counters?.oee.oee;
  return (
    <div className="counters">
      <Counter name={line.good} value={number(commissioned)} kind="good" />
      <Counter name={line.rejected} value={number(rejected)} kind="rejected" />
      <Counter name={line.perMinute} value={rate === undefined ? '–' : number(Math.round(rate))} />
      <Counter name={line.oee} value={formats.share(oee)} {...(oee == null && { note: line.noOee })} />
    </div>
  );
}

interface Shown {
  readonly name: string;
  readonly value: string;
  readonly kind?: string;
  readonly note?: string;
}

function Counter({ name, value, kind = '', note }: Shown) {
  return (
    <dl className={`counter ${kind}`}>
      <dt>{name}</dt>
      <dd>
        {value}
        {note !== undefined && <small> {note}</small>}
      </dd>
    </dl>
  );
}
