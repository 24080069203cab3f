import type { Texts } from '../texts/en.ts';
import { wordOf } from '../texts/word-table.ts';
import { short } from './names.ts';
import type { TaskName } from './tasks.ts';
import type { Done, Thing } from './warehouse-shape.ts';

type Words = Texts['warehouse'];

/** Whoever works while the repository is away knows by it what he cannot know. */
const OLD_MS = 600_000;

/** What came of an act, a line each. */
export function doneWords(texts: Words, task: TaskName, done: Done, moment: (iso: string) => string): string[] {
  const age = done.recallsAsOf === undefined ? 0 : Date.now() - Date.parse(done.recallsAsOf);
  return [
    ...ofTask(texts.done, task, done),
    ...list(texts.done.list.relabel, done.relabel),
    ...(done.recallsAsOf !== undefined && age > OLD_MS ? [texts.done.recallsAsOf(moment(done.recallsAsOf))] : []),
  ];
}

const list = (word: string, things: readonly string[]): string[] =>
  things.length === 0 ? [] : [`${word}: ${things.map(short).join(', ')}`];

function ofTask(texts: Words['done'], task: TaskName, done: Done): string[] {
  switch (task) {
    case 'receive':
      return received(texts, done);
    case 'put-away':
      return [texts.putAway(done.stored.length)];
    case 'pick':
      return (done.lines ?? []).map(({ gtin, picked, quantity }) => texts.picked(gtin, picked, quantity));
    case 'unpack':
      return [texts.takenOut(done.out.length, done.left)];
    case 'pack':
      return [
        done.printed ? texts.labelPrinted : texts.labelNotPrinted,
        texts.packed(short(done.container), done.packs),
      ];
    case 'ship':
      return [texts.shipped(done.goods.length, done.advice)];
    case 'take-back':
      return done.returned.map(({ epc, verified }) => texts.returned(short(epc), verified));
    case 'hold':
      return [
        texts.held(done.held.length),
        ...done.suspects.map(({ epc, says, known }) => texts.suspect(short(epc), says, known)),
      ];
    case 'release':
      return [texts.released(done.released.length)];
    case 'destroy':
      return [texts.destroyed(done.destroyed.length)];
    case 'label':
    case 'suspects':
    case 'look':
      return [];
  }
}

const received = (texts: Words['done'], done: Done): string[] => [
  texts.received(done.arrived.length + done.surplus.length),
  ...list(texts.list.missing, done.missing),
  ...list(texts.list.surplus, done.surplus),
  ...list(texts.list.damaged, done.damaged),
  ...list(texts.list.unverified, done.unverified),
  ...list(texts.list.suspected, done.suspected),
  ...list(texts.list.recalled, done.recalled),
];

/** What something is that was looked up, a line each. */
export function thingWords({ look }: Words, one: Thing): string[] {
  const { gtin, lot, expiry } = one;
  const what = gtin == null ? look.several : look.gtin(gtin);
  return [
    short(one.epc),
    look.at(wordOf(look.state, one.state), one.place) + (one.held == null ? '' : look.quarantine(one.held)),
    look.about(what, lot ?? look.severalLots, expiry ?? look.notKnown, one.packs),
    one.isVerified ? look.verified : look.notVerified,
    one.order == null ? '' : look.pickedFor(one.order),
    one.around.length === 0 ? '' : look.within(one.around.map(short).join(', ')),
    ...(one.holds ?? []).map((kind) =>
      look.holds(kind.packs, kind.gtin ?? look.nobodyKnows, kind.lot ?? look.notKnown, kind.expiry ?? look.notKnown),
    ),
  ].filter(Boolean);
}
