import type { WithheldPack } from '#shared/messages/withheld-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { OwnRecall } from '../../store/known-recalls.ts';
import type { WarehouseNeeds } from './floor.ts';
import { askReleased, lotsBehind } from './lots-behind.ts';
import { readCode } from './read-code.ts';
import type { Looked, Repository } from './repository.ts';
import { ownersOf } from './settings.ts';

/** What the repository said before an act; all of it is missing while there is no WAN. */
export interface Learned {
  /** By canonical EPC. */
  readonly looked: ReadonlyMap<string, Looked>;
  /** Recalls that were heard, those that were lifted among them; without an owner they are of the warehouse's own. */
  readonly recalls: readonly (Omit<OwnRecall, 'owner'> & { readonly owner?: string })[] | undefined;
  /** Owners whose recalls these are, all of them. */
  readonly heard: readonly string[];
  /** Packs of owners that are kept apart as suspect product, all of each; an owner that did not answer is not among them. */
  readonly withheld: readonly { readonly owner: string; readonly packs: readonly WithheldPack[] }[];
  /** Lots of our own lines that are released, by their batch. */
  readonly released: readonly number[];
}

export const nothingLearned: Learned = { looked: new Map(), recalls: undefined, heard: [], withheld: [], released: [] };

export interface Asking {
  readonly repository: Repository;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Somebody stands there with a scanner: what is not answered by then is not known. */
const MOST_MS = 6_000;
/** What was answered so lately need not be asked again when something is only tried. */
const TRIAL_MS = 30_000;
/** Questions under way at a time. */
const LANES = 8;

/**
 * Asks the repository for recalls and suspect product, for things that are not verified here, and for the release of our own lots that they are of. Each question may
 * fail by itself; that is logged. Never throws.
 */
export async function learn(
  needs: WarehouseNeeds & Asking,
  scans: readonly string[],
  isTrial = false,
): Promise<Learned> {
  const { repository, settings, inventory, log } = needs;
  const asked = { signal: AbortSignal.timeout(MOST_MS), mayBeOld: isTrial ? TRIAL_MS : 0 };
  const failed: unknown[] = [];
  const tried = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> =>
    answer.catch((error: unknown) => {
      failed.push(error);
      return undefined;
    });
  const [heard, withheld] = await Promise.all([
    hearRecalls(needs, (owner) => tried(repository.recalls(owner, asked))),
    hearWithheld(needs, (owner) => tried(repository.withheld(owner, asked))),
  ]);
  const epcs = scans.flatMap((scan) => {
    const code = readCode(scan);
    return isRefusal(code) ? [] : [code.epc];
  });
  const looked = new Map<string, Looked>();
  const unknown = epcs.filter((epc) => inventory.find(epc)?.isVerified !== true);
  const look = async (epc: string) => {
    const said = await tried(repository.look(settings.owner, epc, asked));
    if (said !== undefined) looked.set(epc, said);
  };
  await inLanes(unknown, look);
  const released: number[] = [];
  await inLanes(lotsBehind(needs, epcs), async (batch) => {
    if (await tried(askReleased(needs, batch, asked))) released.push(batch);
  });
  if (failed.length > 0) log('warehouse-not-verified', { error: String(failed[0]), questions: failed.length });
  return { looked, released, withheld, ...heard };
}

async function hearRecalls(
  { settings }: Pick<WarehouseNeeds, 'settings'>,
  ask: (owner: string) => Promise<readonly Omit<OwnRecall, 'owner'>[] | undefined>,
): Promise<Pick<Learned, 'recalls' | 'heard'>> {
  const answers = await Promise.all(ownersOf(settings).map(async (owner) => ({ owner, told: await ask(owner) })));
  const told = answers.filter((one) => one.told !== undefined);
  const recalls = told.flatMap(({ owner, told: own = [] }) => own.map((recall) => ({ ...recall, owner })));
  return { recalls: told.length === 0 ? undefined : recalls, heard: told.map(({ owner }) => owner) };
}

async function hearWithheld(
  { settings }: Pick<WarehouseNeeds, 'settings'>,
  ask: (owner: string) => Promise<readonly WithheldPack[] | undefined>,
): Promise<Learned['withheld']> {
  const answers = await Promise.all(ownersOf(settings).map(async (owner) => ({ owner, packs: await ask(owner) })));
  return answers.flatMap(({ owner, packs }) => (packs === undefined ? [] : [{ owner, packs }]));
}

async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...new Set(items)].values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
