import { type Version, versionPage } from './master-kinds.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';

/** The latest version of a thing, kept up to date. @param path of the thing */
export function useLatest(path: string, every?: number) {
  const asked = useAsked(
    queryPath(`${path}/versions`, { perPage: 1 }),
    versionPage,
    every === undefined ? {} : { every },
  );
  const latest: Version | undefined = asked.data?.versions[0];
  return { ...asked, latest };
}
