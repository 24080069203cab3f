import type * as v from 'valibot';
import { lot as lotShape, reconciliation } from '../../shared/messages/lots-api.ts';
import { type Figures, figureNames } from '../../shared/reconciliation/figures.ts';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { action } from '../parts/form.ts';
import { orderState } from '../parts/order-state.ts';
import { orderWishes } from '../parts/order-wishes.ts';
import { panel } from '../parts/panel.ts';
import { problemNote } from '../parts/problem-note.ts';
import { signingForm } from '../parts/signing.ts';
import { table } from '../parts/table.ts';
import type { Route } from '../route.ts';
import { lotsPage } from './lots.ts';
import { serialsPanel } from './serials-behind.ts';

type Lot = v.InferOutput<typeof lotShape>;
type Counted = v.InferOutput<typeof reconciliation>;

/** All lots, or one of them: what every number came to, and its release. */
export function lotPage(needs: Needs, { subject, query }: Route): HTMLElement {
  const holder = element('section', { 'aria-live': 'polite' }, element('p', { class: 'empty' }, 'Loading …'));
  const load = async () => {
    holder.replaceChildren(
      subject === '' ? await lotsPage(needs.api) : await oneLot(needs, pathOf(subject, query), load),
    );
  };
  void load().catch((error: unknown) => holder.replaceChildren(problemNote(error)));
  return holder;
}

interface LotPath {
  readonly lot: string;
  readonly search: string;
}

const pathOf = (lot: string, query: Route['query']): LotPath => {
  const gtin = query.get('gtin');
  return { lot: `/api/lots/${encodeURIComponent(lot)}`, search: gtin === undefined ? '' : `?gtin=${gtin}` };
};

async function oneLot(needs: Needs, path: LotPath, changed: () => Promise<void>): Promise<HTMLElement> {
  const [lot, counted] = await Promise.all([
    needs.api.get(`${path.lot}${path.search}`, lotShape),
    needs.api.get(`${path.lot}/reconciliation${path.search}`, reconciliation),
  ]);
  const detail = panel();
  const open = (figure: string, block?: string) => {
    void serialsPanel(needs, `${path.lot}/reconciliation`, path.search, { figure, block }, detail.close).then(
      detail.open,
    );
  };
  return element(
    'section',
    { 'aria-label': `Lot ${lot.lot}` },
    element('h2', {}, `Lot ${lot.lot}`),
    element('p', {}, `${lot.gtin} · expiry ${lot.expiry} · ${lot.state}`),
    releasedNote(lot),
    orderState(lot),
    orderWishes(needs, lot, detail, changed),
    element('h3', {}, counted.reconciles ? 'Reconciles: every number has one fate' : 'Does not reconcile'),
    figuresTable(counted, open),
    differencesOf(counted, open),
    lot.state === 'reported' && needs.may('lots:release') ? releaseForm(needs, path, counted, changed) : undefined,
    detail.holder,
  );
}

function releasedNote({ release, releasedAt }: Lot): HTMLElement | undefined {
  if (release === undefined) return undefined;
  const { signature, deviation } = release;
  const who = `${signature.name ?? signature.by} (${signature.by})`;
  const why = deviation === undefined ? '' : ` With deviation: ${deviation.reason}`;
  return element(
    'p',
    { class: 'note' },
    `Signed by ${who} at ${releasedAt ?? signature.at}: ${signature.meaning}.${why}`,
  );
}

type Open = (figure: string, block?: string) => void;
interface Row {
  readonly name: string;
  readonly block?: string | undefined;
  readonly figures: Figures;
}

function figuresTable({ figures, lines, blocks }: Counted, open: Open): HTMLElement {
  const rows: Row[] = [
    { name: 'Lot', figures },
    ...lines.map((one) => ({ name: `Line ${one.site} ${one.line ?? ''}`, figures: one.figures })),
    ...blocks.map((one) => ({ name: `Block ${one.block ?? 'of others'}`, block: one.block, figures: one.figures })),
  ];
  const columns = figureNames.map((figure) => ({
    title: figure,
    number: true,
    cell: (row: Row) => {
      const count = row.figures[figure];
      const isLine = row.name.startsWith('Line ');
      if (count === 0 || isLine) return count;
      return action(String(count), () => open(figure, row.block), {
        'aria-label': `${count} ${figure} of ${row.name}`,
      });
    },
  }));
  return table(rows, [{ title: 'Of', cell: (row: Row) => row.name }, ...columns], 'Nothing was asked for this lot.');
}

function differencesOf({ differences }: Counted, open: Open): HTMLElement | undefined {
  if (differences.length === 0) return undefined;
  const items = differences.map(({ detail, remedy, serials }) =>
    element(
      'li',
      {},
      element('b', {}, `${detail}. `),
      `What to do: ${remedy}. `,
      serials === undefined ? undefined : action('Show serials', () => open(serials)),
    ),
  );
  return element('div', {}, element('h3', {}, 'Differences'), element('ul', {}, ...items));
}

function releaseForm(
  needs: Needs,
  path: LotPath,
  { reconciles, digest }: Counted,
  changed: () => Promise<void>,
): HTMLElement {
  const label = reconciles ? 'Release' : 'Release with deviation';
  const sign = async ({ meaning, reason }: { meaning: string; reason: string }) => {
    const body = {
      signature: { meaning, reason },
      reconciliation: digest,
      ...(!reconciles && { deviation: { reason } }),
    };
    await needs.api.post(`${path.lot}/release${path.search}`, body, lotShape);
    await changed();
  };
  return signingForm(label, ['released for sale', 'released for distribution'], sign);
}
