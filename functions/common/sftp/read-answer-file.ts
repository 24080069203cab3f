import * as v from 'valibot';
import type { ChannelAnswer, PartnerMessage } from '#common/channels/partner-channel.ts';
import { readResult } from '#common/channels/read-partner-answer.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { inFolder } from './paths.ts';
import type { Session } from './session.ts';

/** What partners add to the name of our file; where there are several, the first counts. */
const endings = ['.error', '.result.json', '.result', '.json', '.ok', '.ack'] as const;
type Ending = (typeof endings)[number];

/** Bytes of an answer that is read. */
const LONGEST = 1_000_000;
/** Characters told of a reason in words. */
const LONGEST_REASON = 300;

/** What a partner has put into its folder of answers about one of our files; `pending` where it has put nothing. */
export async function readAnswerFile(
  session: Session,
  folder: string,
  { id, fileName }: Pick<PartnerMessage, 'id' | 'fileName'>,
): Promise<ChannelAnswer> {
  for (const ending of endings) {
    const path = inFolder(folder, `${fileName}${ending}`);
    const there = await session.stat(path);
    if (there === undefined) continue;
    if (there.size > LONGEST) return { verdict: unreadable(`${path} has more than ${LONGEST} bytes`) };
    const body = await session.read(path, there.size);
    return { verdict: verdictOf(ending, body, { id, fileName }), answer: { body } };
  }
  return { verdict: { verdict: 'pending' } };
}

/** A file whose name says it all may be empty, or say why in words; any may hold a result in JSON. */
function verdictOf(ending: Ending, body: Buffer, names: { id: string; fileName: string }): Verdict {
  const text = body.toString('utf8').trim();
  if (text.startsWith('{')) return readResult({ status: 200, headers: {}, body }, nameIn(text, names));
  if (ending === '.ok' || ending === '.ack') return { verdict: 'acknowledged' };
  if (ending === '.error') return { verdict: 'rejected', reason: inWords(text) || 'the partner says no reason' };
  return unreadable('the result cannot be read');
}

const named = v.pipe(v.string(), v.parseJson(), v.object({ document: v.string() }));

/** Some know a document by its file alone. */
function nameIn(text: string, { id, fileName }: { id: string; fileName: string }): string {
  const read = v.safeParse(named, text);
  return read.success && read.output.document === fileName ? fileName : id;
}

const inWords = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, LONGEST_REASON);

const unreadable = (reason: string): Verdict => ({ verdict: 'retry', failure: 'transient', reason });
