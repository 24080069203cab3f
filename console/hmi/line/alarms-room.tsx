import * as v from 'valibot';
import type { SiteStatus } from '../data/status-shape.ts';
import { useAsked } from '../data/use-asked.ts';
import { Table } from '../parts/table.tsx';
import { Unseen } from '../parts/unseen.tsx';
import { alarmName } from '../texts/alarm-text.ts';
import { useSpoken } from '../texts/language.ts';
import { pathOf } from './command-line.ts';
import { LinePicker } from './line-picker.tsx';
import { useChosenLine } from './line-room.tsx';
import { PageTurner } from './page-turner.tsx';
import { usePages } from './pages.ts';

const pastAlarm = v.looseObject({
  alarm: v.number(),
  code: v.string(),
  detail: v.string(),
  raisedAt: v.string(),
  batch: v.nullish(v.number()),
  acknowledgedAt: v.nullish(v.string()),
  acknowledgedBy: v.nullish(v.string()),
  explanation: v.nullish(v.looseObject({ reason: v.optional(v.string()) })),
});
const shape = v.looseObject({ alarms: v.array(pastAlarm), next: v.optional(v.number()) });

/** The alarms that there were at a line, newest first. */
export function AlarmsRoom({ status: { lines } }: { readonly status: SiteStatus }) {
  const { history } = useSpoken().texts.line;
  const [chosen, choose] = useChosenLine();
  const name = lines.find(({ line }) => line === chosen)?.line ?? lines[0]?.line;
  if (name === undefined) return <p className="panel">{history.none}</p>;
  return (
    <>
      <LinePicker lines={lines} chosen={name} choose={choose} />
      <section className="panel">
        <h2>
          {history.title} {name}
        </h2>
        <History line={name} />
      </section>
    </>
  );
}

function History({ line }: { readonly line: string }) {
  const { texts } = useSpoken();
  const { history, batches } = texts.line;
  const right = 'read-report';
  const pages = usePages(line);
  const query = pages.before === undefined ? '' : `&before=${pages.before}`;
  const { data, error } = useAsked(pathOf(line, `/alarms?history&limit=25${query}`), shape, { right });
  if (data === undefined) return <Unseen right={right} error={error} />;
  return (
    <>
      {data.alarms.length === 0 && <p className="quiet">{history.none}</p>}
      <Table
        title={`${history.title} ${line}`}
        heads={[history.raised, batches.batch, history.alarm, history.ended]}
        rows={data.alarms.map((one) => ({
          key: one.alarm,
          cells: [
            <Raised key="raised" {...one} />,
            String(one.batch ?? ''),
            <What key="what" {...one} />,
            <End key="end" {...one} />,
          ],
        }))}
      />
      <PageTurner pages={pages} next={data.next} />
    </>
  );
}

type PastAlarm = v.InferOutput<typeof pastAlarm>;

const Raised = ({ raisedAt }: PastAlarm) => <>{useSpoken().formats.moment(raisedAt)}</>;

const What = ({ code, detail }: PastAlarm) => (
  <>
    {alarmName(useSpoken().texts.alarms, code)}: {detail}
  </>
);

function End({ acknowledgedAt, acknowledgedBy, explanation }: PastAlarm) {
  const { texts, formats } = useSpoken();
  const { history } = texts.line;
  const ended =
    acknowledgedAt == null ? history.openStill : history.byWhom(acknowledgedBy ?? '', formats.moment(acknowledgedAt));
  return <>{[ended, explanation?.reason].filter(Boolean).join(': ')}</>;
}
