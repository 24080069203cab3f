import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { contextMergerFor } from '#shared/epcis/merge-contexts.ts';
import { type EpcSpelling, type Missed, spellEpcs, spellHead } from '#shared/epcis/spell-epcs.ts';
import { beyond12 } from '#shared/epcis/xml/beyond-12.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Input } from '../input/input.ts';
import { type Reading, readInput } from '../input/read-input.ts';
import { tally } from '../inspect/tally.ts';
import type { MasterDataNames } from './master-data-names.ts';
import type { Output } from './output.ts';
import type { Survey } from './survey.ts';
import { type Style, writerOf } from './target.ts';

/** What was found out while writing. */
export interface Written {
  /** Why it came to nothing; absent when the document is whole. */
  readonly refusal?: Refusal;
  /** Members that EPCIS 1.2 does not know, and in how many events they stand. */
  readonly beyond12: readonly [member: string, events: number][];
}

/**
 * Reads the document a second time and writes it event by event, those left out that the survey found unfit. `missed`
 * hears of the identifiers that could not be spelled as asked.
 */
export async function writeDocument(
  input: Input,
  { head, context, unfit }: Survey & { head: EpcisHead },
  {
    style,
    spelling,
    masterData,
    output,
    reading,
    missed,
  }: {
    style: Style;
    spelling: EpcSpelling;
    masterData: MasterDataNames;
    output: Output;
    reading: Reading;
    missed: (of: Missed) => void;
  },
): Promise<Written> {
  const spelled = spellHead(spelling)(masterData.head(head));
  missed(spelled);
  const writer = writerOf(style, spelled.head, context);
  const spell = spellEpcs(spelling);
  const merger = contextMergerFor(head);
  const beyond = tally();
  let failed: Refusal | undefined;
  const put = (text: string | Refusal) => {
    if (isRefusal(text)) failed ??= text;
    else output.write(text);
  };
  put(writer.start());
  const event = (one: EpcisEvent, index: number) => {
    if (failed !== undefined || unfit.has(index)) return;
    const translated = spell(merger.admit(masterData.event(one)));
    missed(translated);
    if (style.to === 'xml-1.2') for (const member of beyond12(one)) beyond.add(member);
    put(writer.event(translated.event));
  };
  // The survey has told what is refused.
  const second = await readInput(input, { event, refused: () => {} }, { ...reading, written: output.settled });
  if (isRefusal(second.head)) failed ??= second.head;
  if (failed === undefined) put(writer.end());
  return { ...(failed === undefined ? {} : { refusal: failed }), beyond12: beyond.rows() };
}
