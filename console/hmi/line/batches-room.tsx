import * as v from 'valibot';
import type { SiteStatus } from '../data/status-shape.ts';
import { useAsked } from '../data/use-asked.ts';
import { fileOfLot, saveFile } from '../parts/save-file.ts';
import { Table } from '../parts/table.tsx';
import { Unseen } from '../parts/unseen.tsx';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { LinePicker } from './line-picker.tsx';
import { useChosenLine } from './line-room.tsx';
import { PageTurner } from './page-turner.tsx';
import { usePages } from './pages.ts';

const shape = v.looseObject({
  batches: v.array(
    v.looseObject({
      batch: v.number(),
      order: v.string(),
      owner: v.string(),
      lot: v.string(),
      quantity: v.number(),
      state: v.string(),
    }),
  ),
  next: v.optional(v.number()),
});

/** The batches of a line, newest first, with their reports. */
export function BatchesRoom({ status: { lines } }: { readonly status: SiteStatus }) {
  const { batches } = useTexts().line;
  const [chosen, choose] = useChosenLine();
  const name = lines.find(({ line }) => line === chosen)?.line ?? lines[0]?.line;
  if (name === undefined) return <p className="panel">{batches.none}</p>;
  return (
    <>
      <LinePicker lines={lines} chosen={name} choose={choose} />
      <section className="panel">
        <h2>
          {batches.title} {name}
        </h2>
        <Batches line={name} />
      </section>
    </>
  );
}

function Batches({ line }: { readonly line: string }) {
  const { line: texts, desk, words } = useTexts();
  const { batches } = texts;
  const { order, owner, lot } = desk.orders.table;
  const right = 'read-report';
  const pages = usePages(line);
  const query = pages.before === undefined ? '' : `&before=${pages.before}`;
  const path = `/api/batches?line=${encodeURIComponent(line)}&limit=25${query}`;
  const { data, error } = useAsked(path, shape, { right });
  if (data === undefined) return <Unseen right={right} error={error} />;
  return (
    <>
      {data.batches.length === 0 && <p className="quiet">{batches.none}</p>}
      <Table
        title={`${batches.title} ${line}`}
        heads={[batches.batch, order, owner, lot, batches.packs, batches.state, batches.report]}
        rows={data.batches.map((one) => ({
          key: one.batch,
          cells: [
            ...[String(one.batch), one.order, one.owner, one.lot, one.quantity],
            wordOf(words.batch, one.state),
            <Reports key="reports" {...one} />,
          ],
        }))}
      />
      <PageTurner pages={pages} next={data.next} />
    </>
  );
}

function Reports({ batch, lot }: { readonly batch: number; readonly lot: string }) {
  const { line } = useTexts();
  const report = `/api/batches/${batch}/report`;
  return (
    <div className="bar">
      <button type="button" onClick={() => void saveFile(`${report}.pdf`, `${fileOfLot(lot)}.pdf`)}>
        {line.reportPdf}
      </button>
      <button type="button" onClick={() => void saveFile(report, `${fileOfLot(lot)}.json`)}>
        {line.reportData}
      </button>
    </div>
  );
}
