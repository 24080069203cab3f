import type { VocabularyElement } from '../../epcis/master-data.ts';

/** An element with what is said of it, under the names of CBV as files in the field spell them. */
export function elementOf(id: string, said: Readonly<Record<string, string | undefined>>): VocabularyElement {
  const attributes = Object.entries(said).flatMap(([name, attribute]) =>
    attribute === undefined ? [] : [{ id: `urn:epcglobal:cbv:mda#${name}`, attribute }],
  );
  return { id, attributes };
}
