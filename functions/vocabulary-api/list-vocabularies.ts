import { type AskedVocabulary, vocabularyType } from '#common/epcis/find-master-data.ts';
import type { Endpoint } from '#common/http.ts';
import { inLanes } from '#common/store/batches.ts';

/** Elements that are counted; of a vocabulary with more it is only said that there are more. */
const COUNTED = 1000;

/** The vocabularies that documents brought, with how many elements each has. */
export const listVocabularies =
  (needs: { vocabulary: AskedVocabulary }): Endpoint =>
  async ({ tenant }) => {
    const names = await needs.vocabulary.vocabularies(tenant);
    const vocabularies = await inLanes(names, async (vocabulary) => {
      const { elements, next } = await needs.vocabulary.elements(tenant, vocabulary, undefined, COUNTED);
      const type = vocabularyType(vocabulary);
      return { vocabulary, type, count: elements.length, ...(next !== undefined && { more: true }) };
    });
    return { status: 200, body: { vocabularies } };
  };
