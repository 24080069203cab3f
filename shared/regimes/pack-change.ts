import type { EpcisEvent } from '../epcis/event.ts';

/**
 * What became of packs, as regulators tell it apart. `ended` says that they are no more without saying what became of them: a person has to
 * say that before anybody can be told, for most such words cannot be taken back.
 */
export const packChanges = ['sampled', 'destroyed', 'stolen', 'exported', 'ended'] as const;
export type PackChange = (typeof packChanges)[number];

const steps: Readonly<Record<string, PackChange>> = { sampling: 'sampled', destroying: 'destroyed' };
const dispositions: Readonly<Record<string, PackChange>> = {
  destroyed: 'destroyed',
  disposed: 'destroyed',
  stolen: 'stolen',
};

/**
 * What an event makes of the packs it names (CBV 2.0 §7.1 and §7.2: business steps and dispositions); `undefined` when a regulator need not
 * hear of it. What it says was wrong, and whether packs left the regulator's countries, is for others to find out.
 */
export function packChangeOf(event: EpcisEvent): Exclude<PackChange, 'exported'> | undefined {
  if (event.type !== 'ObjectEvent' || event.errorDeclaration !== undefined) return undefined;
  const { bizStep = '', disposition = '', action } = event;
  const told = ofWords(dispositions, disposition) ?? ofWords(steps, bizStep);
  if (told === 'sampled' || told === 'destroyed' || told === 'stolen') return told;
  const ends = action === 'DELETE' && bizStep === 'decommissioning';
  // An expired pack is over by itself, and whoever dispenses reports that himself.
  return ends && !['expired', 'dispensed', 'retail_sold'].includes(disposition) ? 'ended' : undefined;
}

const ofWords = (words: Readonly<Record<string, PackChange>>, word: string) =>
  Object.hasOwn(words, word) ? words[word] : undefined;
