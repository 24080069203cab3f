import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { saveFile } from './save-file.ts';
import { useDeed } from './use-deed.tsx';

interface Saved {
  /** As the menu says it. */
  readonly text: string;
  /** Of the file, as it is kept. */
  readonly name: string;
  /** In the API. */
  readonly path: string;
}

/** One of several files, fetched and kept: a link would carry no token. */
export function SaveMenu({ label, files }: { readonly label: string; readonly files: readonly Saved[] }) {
  const save = useDeed(async (api, { name, path }: Saved) => saveFile(name, await api.fetch(path)), undefined, {
    isAlone: true,
  });
  return (
    <ButtonDropdown
      items={files.map(({ text, name }) => ({ id: name, text, iconName: 'download' }))}
      loading={save.isPending}
      loadingText="The file is on its way"
      onItemClick={({ detail }) => {
        const file = files.find(({ name }) => name === detail.id);
        if (file !== undefined) save.mutate(file);
      }}
    >
      {label}
    </ButtonDropdown>
  );
}
