import { companyPrefixesIn, companyPrefixesInHead } from '#shared/epcis/company-prefixes-in.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { Context, EpcisEvent } from '#shared/epcis/event.ts';
import { contextMerger, contextMergerFor, textPrefixesIn } from '#shared/epcis/merge-contexts.ts';
import type { EpcisSink } from '#shared/epcis/reader.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Input } from '../input/input.ts';
import { type Bytes, type Reading, readInput } from '../input/read-input.ts';
import { problemOf } from '../problems/problem.ts';
import type { ProblemList } from '../problems/problem-list.ts';
import { misfits, type Style } from './target.ts';

/** What has to be known of a document before the first byte of another form is written. */
export interface Survey {
  /** Absent when the document cannot be read to its end: then the refusal says why. */
  readonly head?: EpcisHead;
  readonly refusal?: Refusal;
  /** The prefixes of all events, of which two never mean different things. */
  readonly context: Context;
  /** As the EPC URNs of the document show them. */
  readonly companyPrefixes: ReadonlySet<string>;
  readonly events: number;
  /** Events that cannot be read, or that the form cannot carry. */
  readonly unfit: ReadonlySet<number>;
  readonly about: Bytes;
}

/**
 * Reads the whole document and keeps nothing of its events but what all of them share. What is wrong goes into the list.
 * `respell`: what each event becomes before it is written.
 */
export async function survey(
  input: Input,
  style: Style,
  reading: Reading,
  list: ProblemList,
  respell: (event: EpcisEvent) => EpcisEvent = (event) => event,
): Promise<Survey> {
  const merger = contextMerger();
  const companyPrefixes = new Set<string>();
  const unfit = new Set<number>();
  const misfit = misfits(style);
  let events = 0;
  const refuse = (refusals: readonly Refusal[], index: number) => {
    events++;
    unfit.add(index);
    for (const refusal of refusals) list.add(problemOf(refusal, index));
  };
  const sink: EpcisSink = {
    refused: refuse,
    event: (sent: EpcisEvent, index, at = '') => {
      const event = respell(sent);
      const wrong = misfit(event);
      if (wrong !== undefined) return refuse([{ ...wrong, at: `${at}${wrong.at ?? ''}` }], index);
      events++;
      merger.admit(event);
      for (const prefix of companyPrefixesIn(event)) companyPrefixes.add(prefix);
    },
  };
  const { head, about } = await readInput(input, sink, reading);
  /** A text around the events may begin as a prefix of theirs does; that is known last, and then the prefixes are chosen again. */
  const contextUnder = async (known: EpcisHead): Promise<Context> => {
    const found = merger.context();
    if (!textPrefixesIn(known).some((prefix) => Object.hasOwn(found, prefix))) return found;
    const again = contextMergerFor(known);
    const event = (sent: EpcisEvent, index: number) => {
      if (!unfit.has(index)) again.admit(respell(sent));
    };
    await readInput(input, { event, refused: () => {} }, reading);
    return again.context();
  };
  if (isRefusal(head)) list.add(problemOf(head));
  else for (const prefix of companyPrefixesInHead(head)) companyPrefixes.add(prefix);
  return {
    ...(isRefusal(head) ? { refusal: head } : { head }),
    context: isRefusal(head) ? merger.context() : await contextUnder(head),
    companyPrefixes,
    events,
    unfit,
    about,
  };
}
