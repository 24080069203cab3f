import { useState } from 'react';
import type { Content } from '../../shared/master-data/version.ts';
import type { Said } from '../api.ts';
import { type ErrorAt, errorAt, wrongAt } from './error-at.ts';
import { contentOf, draftOf, fieldsOf, problemOfAll } from './master-draft.ts';
import type { MasterFormProps } from './master-form-props.ts';
import { versionShape } from './master-kinds.ts';
import { useDeed } from './use-deed.tsx';

/** What is typed of a product, location or partner, what is wrong with it, and its way to the server. */
export function useMasterDraft({ place, saved, more, ...given }: MasterFormProps) {
  // As it was when the form began: what is asked anew meanwhile is not what was changed here.
  const [before] = useState(given.before);
  const fields = fieldsOf(place, more?.columns);
  const [draft, setDraft] = useState(() => draftOf(fields, before?.id ?? '', before?.content ?? {}));
  const [wrong, setWrong] = useState<readonly Said[]>([]);
  const id = draft.id.trim();
  const save = useDeed(
    (api, content: Content) => {
      const path = `/api/${place.plural}/${encodeURIComponent(id)}`;
      return api.replace(path, content, versionShape, { tag: before?.seen });
    },
    ({ version, standing }) => `Version ${version} of ${place.one} ${id} is kept as ${standing}.`,
  );
  const submit = () => {
    const { content, wrong: found } = contentOf(place, fields, draft, before?.content ?? {}, more?.content);
    setWrong(found);
    save.reset();
    if (found.length === 0) save.mutate(content, { onSuccess: (version) => saved(version, id) });
  };
  const at: ErrorAt = wrong.length > 0 ? wrongAt(wrong) : errorAt(save.error);
  const error = problemOfAll(place, wrong) ?? save.error;
  return { fields, draft, write: setDraft, at, error, submit, isPending: save.isPending };
}
