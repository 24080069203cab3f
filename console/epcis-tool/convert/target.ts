import type { EpcisHead } from '#shared/epcis/document.ts';
import type { Context, EpcisEvent } from '#shared/epcis/event.ts';
import { type JsonWriter, jsonWriter } from '#shared/epcis/write-json.ts';
import { xmlWriter } from '#shared/epcis/xml/write-xml-document.ts';
import type { Refusal } from '#shared/refusal.ts';

export const forms = ['json-2.0', 'xml-2.0', 'xml-1.2'] as const;

/** The forms that are written. */
export type Form = (typeof forms)[number];

/** How a document is to look. */
export interface Style {
  readonly to: Form;
  /** How XML 2.0 spells CBV words. */
  readonly vocabulary?: 'urn' | 'web-uri';
  /** No white space that only people need. */
  readonly compact: boolean;
}

/** Writes a document piece by piece; a refusal says what the form cannot carry. */
export interface DocumentWriter {
  start(): string | Refusal;
  event(event: EpcisEvent): string | Refusal;
  end(): string | Refusal;
}

/** What the name of a file in this form ends with. */
export const extensionOf = (form: Form): string => (form === 'json-2.0' ? '.json' : '.xml');

/** A writer of the form. `context`: the prefixes of events that carry none of their own. */
export function writerOf({ to, vocabulary, compact }: Style, head: EpcisHead, context: Context): DocumentWriter {
  if (to === 'json-2.0') return compact ? onOneLine(jsonWriter(head, context)) : jsonWriter(head, context);
  const version = to === 'xml-2.0' ? '2.0' : '1.2';
  return xmlWriter(head, context, { version, indent: !compact, ...(vocabulary === undefined ? {} : { vocabulary }) });
}

/** In JSON neither a line end nor a bare quotation mark stands inside a string. */
function onOneLine(writer: JsonWriter): DocumentWriter {
  const joined = (text: string) => text.replace(/\n */g, '').replace(/(?<!\\)": /g, '":');
  return {
    start: () => joined(writer.start()),
    event: (event) => joined(writer.event(event)),
    end: () => `${joined(writer.end())}\n`,
  };
}

/** Says why the form cannot carry an event; undefined when it can. JSON carries everything. */
export function misfits(style: Style): (event: EpcisEvent) => Refusal | undefined {
  if (style.to === 'json-2.0') return () => undefined;
  const trial = writerOf({ ...style, compact: true }, { form: 'EPCISDocument', context: {} }, {});
  return (event) => {
    const written = trial.event(event);
    return typeof written === 'string' ? undefined : written;
  };
}
