import { setImmediate as breathe } from 'node:timers/promises';
import type { Counters } from '#shared/line/counters.ts';
import type { Oee } from '#shared/line/oee.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import { guidanceOf } from '../line/alarm-book.ts';
import { effectiveness } from '../line/counters.ts';
import { sampleKindOf } from '../line/manual/sample.ts';
import type { Recipes } from '../recipes/recipes.ts';
import type { Acts, Signature, SignedAct } from '../store/acts.ts';
import type { Alarms, PastAlarm } from '../store/alarms.ts';
import type { Batch, BatchState } from '../store/batches.ts';
import type { CounterStore } from '../store/line-counters.ts';
import type { Intervention, ReportRows, UnitGroup } from '../store/report-rows.ts';
import { madeByHand, type ReconciledSum, reconcile, rejectsByReason } from './reconcile.ts';

/** What is told of a line's device: its driver and where it is. */
export interface ReportedDevice {
  readonly device: string;
  readonly driver: string;
  readonly address: string;
}

export interface ReportNeeds {
  readonly site: string;
  readonly acts: Acts;
  readonly alarms: Alarms;
  readonly recipes: Recipes;
  readonly counters: CounterStore;
  readonly rows: ReportRows;
  readonly devicesOf: (line: string) => readonly ReportedDevice[];
  readonly designSpeedOf: (line: string) => number | undefined;
}

/** An alarm whose end is what a person claims; `acknowledgedBy` without an explanation is of a site without people. */
export type Discrepancy = Pick<PastAlarm, 'alarm' | 'code' | 'detail' | 'raisedAt' | 'acknowledgedBy' | 'explanation'>;

/** Everything about a batch that is kept with it. Equal stores tell equal reports: the moment of asking is not in it. */
export interface BatchReport {
  readonly report: 'batch';
  readonly version: 1;
  readonly site: string;
  readonly line: string;
  readonly batch: number;
  readonly order: Batch['order'];
  readonly state: BatchState;
  /** True until the batch is closed: what it tells may still change by the line's own doing. */
  readonly provisional: boolean;
  readonly startedAt: string | undefined;
  readonly closedAt: string | undefined;
  readonly recipe: Batch['recipe'];
  readonly recipeApproval: Signature | undefined;
  readonly counts: Readonly<Record<string, number>>;
  readonly reconciliation: readonly ReconciledSum[];
  /** What did not agree, or stood on people's word, with the explanation that somebody has signed. */
  readonly discrepancies: readonly Discrepancy[];
  /** By what the line rejected packs for, whatever people made of them then. */
  readonly rejects: Readonly<Record<string, number>>;
  /** What people made of packs, by why they did, and what those had been rejected for. */
  readonly byHand: Readonly<Record<string, number>>;
  /** Packs that the gate sorted out or people took as samples, by reason. */
  readonly samples: Readonly<Record<string, number>>;
  readonly containers: ReturnType<ReportRows['containers']>;
  readonly acts: readonly SignedAct[];
  readonly interventions: readonly Intervention[];
  readonly alarms: readonly PastAlarm[];
  /** At its end. Undefined while it runs, and of batches that an older release ran. */
  readonly effectiveness: (Counters & { readonly oee: Oee }) | undefined;
  readonly devices: readonly ReportedDevice[];
}

/** Puts a batch's report together, one look at the stores after the other with a breath between, so that a line never waits for it. */
export async function batchReport(needs: ReportNeeds, batch: Batch): Promise<BatchReport> {
  const { acts, alarms, counters, recipes, rows } = needs;
  const { batch: number, line, order, recipe, state, startedAt, closedAt } = batch;
  const groups = rows.units(number);
  const reconciliation = reconcile(groups, rows.numbers(number, order.pool), batch.binned);
  await breathe();
  const containers = rows.containers(number);
  const interventions = rows.interventions(number, line, startedAt, closedAt);
  await breathe();
  const kept = counters.ofBatch(number);
  const raised = alarms.ofBatch(number);
  return {
    report: 'batch',
    version: 1,
    site: needs.site,
    line,
    batch: number,
    order,
    state,
    provisional: state !== 'closed' && state !== 'reported',
    startedAt,
    closedAt,
    recipe,
    recipeApproval: recipes.find(recipe.recipe, recipe.version)?.approval,
    counts: countsOf(groups),
    reconciliation,
    discrepancies: raised.filter(({ code }) => guidanceOf(code).signed).map(discrepancyOf),
    rejects: rejectsByReason(groups),
    byHand: madeByHand(groups),
    samples: samplesOf(groups),
    containers,
    acts: acts.of(number),
    interventions,
    alarms: raised,
    effectiveness: kept && { ...kept, oee: effectiveness(kept, needs.designSpeedOf(line)) },
    devices: needs.devicesOf(line),
  };
}

/** A report's one text (RFC 8785), over which its digest is taken. */
export const textOf = (report: BatchReport): string => canonicalJson(JSON.parse(JSON.stringify(report)));

function countsOf(groups: readonly UnitGroup[]): Record<string, number> {
  const total = (holds: (group: UnitGroup) => boolean) =>
    groups.filter(holds).reduce((sum, { units }) => sum + units, 0);
  const inState = (state: string) => total((group) => group.state === state);
  return {
    printed: total(() => true),
    read: total(({ seen }) => seen),
    commissioned: inState('commissioned'),
    rejected: inState('rejected'),
    sampled: inState('sampled'),
    decommissioned: inState('decommissioned'),
    destroyed: inState('destroyed'),
    'in containers': total(({ packed }) => packed),
  };
}

const discrepancyOf = ({ alarm, code, detail, raisedAt, acknowledgedBy, explanation }: PastAlarm): Discrepancy => ({
  alarm,
  code,
  detail,
  raisedAt,
  acknowledgedBy,
  explanation,
});

/** By kind. What people say beside it of one sample stands with its signed act. */
function samplesOf(groups: readonly UnitGroup[]): Record<string, number> {
  const samples: Record<string, number> = {};
  for (const { state, reason, units } of groups) {
    if (state !== 'sampled') continue;
    const kind = sampleKindOf(reason) ?? 'taken by the gate';
    samples[kind] = (samples[kind] ?? 0) + units;
  }
  return samples;
}
