import type { Message } from '#shared/epcis/message.ts';
import type { EpcSpelling, Missed } from '#shared/epcis/spell-epcs.ts';
import { spellQuery } from '#shared/epcis/spell-query.ts';
import { type MessageStyle, writeMessage } from '#shared/epcis/write-message.ts';
import { prefixesInOrder } from '#shared/gs1/company-prefix-table.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Verdict } from '../command.ts';
import { problemOf } from '../problems/problem.ts';
import type { Conversion, Workshop } from './conversion.ts';
import type { Style } from './target.ts';
import { untranslated } from './untranslated.ts';

/** Writes a query or capture job in another form, or says why not. Throws `UsageError`. */
export async function convertMessage(
  name: string,
  message: Message,
  { style, epcs: form, own, published }: Conversion,
  { destination, remarks, time }: Workshop,
): Promise<Verdict> {
  const spelling = { form, companyPrefixes: prefixesInOrder(...own, ...published) };
  const left = untranslated(form, spelling.companyPrefixes);
  const spelled = spelledMessage(message, spelling, left.add);
  const text = writeMessage(spelled, styleOf(style, time()));
  if (isRefusal(text)) {
    remarks.problem(name, problemOf(text));
    return 1;
  }
  const output = await destination(name);
  output.write(text);
  await output.finish();
  left.tell(name, remarks);
  return 0;
}

function spelledMessage(message: Message, spelling: EpcSpelling, missed: (of: Missed) => void): Message {
  if (message.is !== 'query') return message;
  const spelled = spellQuery(spelling)(message.query);
  missed(spelled);
  return { is: 'query', query: spelled.query };
}

/** The Poll's document wants to know when it was made, which no message says. */
function styleOf({ to, vocabulary, compact }: Style, creationDate: string): MessageStyle {
  if (to === 'json-2.0') return { to: 'json', indent: !compact };
  const version = to === 'xml-2.0' ? '2.0' : '1.2';
  const words = vocabulary === undefined ? {} : { vocabulary };
  return { to: 'xml', version, indent: !compact, creationDate, ...words };
}
