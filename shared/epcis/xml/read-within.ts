import type { Refusal } from '../../refusal.ts';
import { type XmlHandler, xmlLimits, xmlReader } from '../../wire/read-xml.ts';
import { columnOf, lineOf, type XmlPlace, xmlPlace } from '../../wire/xml-place.ts';
import { isBlank } from './read-values.ts';

const start = /<(?:[^\s<>/:]+:)?(?:EPCIS\w*Document|QueryResults|VocabularyList|\w+Event)[\s/>]/;

/** True for a text that is XML itself and looks like a document: some envelopes carry it in a CDATA section, or escaped. */
export function mayHoldDocument(text: string): boolean {
  const at = firstSign(text);
  return text.charCodeAt(at) === 0x3c && start.test(text.slice(at, at + 65_536));
}

/** Reads a text as XML of its own, told to the same handler. `at`: where it begins in the outer text. */
export function readWithin(text: string, at: XmlPlace, handler: XmlHandler, depth: number): Refusal | undefined {
  const from = firstSign(text);
  const origin = advanced(at, text.slice(0, from));
  const moved = (place: XmlPlace): XmlPlace => added(origin, place);
  const reader = xmlReader(
    {
      open: (name, attributes, place) =>
        handler.open(
          name,
          attributes.map((attribute) => ({ ...attribute, at: moved(attribute.at) })),
          moved(place),
        ),
      text: (inner, place, cdata) => handler.text(inner, () => moved(place()), cdata),
      close: () => handler.close(),
    },
    { ...xmlLimits, depth },
  );
  return reader.write(text.slice(from)) ?? reader.end();
}

function firstSign(text: string): number {
  let at = 0;
  while (at < text.length && isBlank(text.charAt(at))) at++;
  return at;
}

/** The place behind a text that begins at the other. */
function advanced(at: XmlPlace, text: string): XmlPlace {
  const lines = text.split('\n');
  const last = (lines.at(-1) ?? '').length;
  return lines.length === 1
    ? xmlPlace(lineOf(at), columnOf(at) + last)
    : xmlPlace(lineOf(at) + lines.length - 1, last + 1);
}

/** A place of a text that begins at the other, as one of the outer text. */
const added = (origin: XmlPlace, place: XmlPlace): XmlPlace =>
  lineOf(place) === 1
    ? xmlPlace(lineOf(origin), columnOf(origin) + columnOf(place) - 1)
    : xmlPlace(lineOf(origin) + lineOf(place) - 1, columnOf(place));
