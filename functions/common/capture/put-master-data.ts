import { chunksOf } from '#common/store/batches.ts';
import type { Vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { MasterDataList, VocabularyElement } from '#shared/epcis/master-data.ts';
import type { Definitions } from '#shared/epcis/prefixes.ts';
import { fullName } from '#shared/epcis/validation/member-names.ts';
import type { Interruption, JobWork } from './job-work.ts';

/** Elements stored between two notes of how far it came. */
const SLICE = 250;

/**
 * Stores the master data of a document's header, in slices. Storing a slice again is safe: it is the same data of the same time.
 *
 * @param read events of the document, all of which are dealt with
 */
export async function putMasterData(
  vocabulary: Pick<Vocabulary, 'put'>,
  work: JobWork,
  { masterData = [], context }: EpcisHead,
  read: number,
): Promise<Interruption | undefined> {
  const definitions: Definitions = new Map(Object.entries(context));
  const elements = masterData.flatMap(({ type, vocabularyElementList = [] }) =>
    vocabularyElementList.map((element) => ({
      type: fullName(type, definitions),
      element: spelledOut(element, definitions),
    })),
  );
  let done = work.progress().elements;
  for (const slice of chunksOf(elements.slice(done), SLICE)) {
    const { captureId, createdAt, recordTime = createdAt } = work.job();
    await vocabulary.put(work.tenant, listsOf(slice), { recordTime, captureId });
    done += slice.length;
    if (done === elements.length) return undefined;
    const interrupted = await work.note({ read, elements: done });
    if (interrupted !== undefined) return interrupted;
  }
  return undefined;
}

interface Typed {
  readonly type: string;
  readonly element: VocabularyElement;
}

/** Consecutive elements of one type as one list. */
function listsOf(slice: readonly Typed[]): MasterDataList[] {
  const lists = new Map<string, VocabularyElement[]>();
  for (const { type, element } of slice) lists.set(type, [...(lists.get(type) ?? []), element]);
  return [...lists].map(([type, vocabularyElementList]) => ({ type, vocabularyElementList }));
}

/** Ids and names of attributes in full: an element is kept without the prefixes of its document. */
function spelledOut(element: VocabularyElement, definitions: Definitions): VocabularyElement {
  const { id, attributes = [], children = [] } = element;
  const full = (name: string) => fullName(name, definitions);
  return {
    id: full(id),
    attributes: attributes.map((attribute) => ({ ...attribute, id: full(attribute.id) })),
    children: children.map(full),
  };
}
