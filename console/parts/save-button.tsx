import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { saveFile } from './save-file.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** Of the file, as it is kept. */
  readonly name: string;
  /** In the API. */
  readonly path: string;
  readonly ariaLabel?: string;
  readonly children: ReactNode;
}

/** Fetches a file and has it kept: a link would carry no token. */
export function SaveButton({ name, path, ariaLabel, children }: Given) {
  const save = useDeed(async (api) => saveFile(name, await api.fetch(path)), undefined, { isAlone: true });
  return (
    <Button
      iconName="download"
      loading={save.isPending}
      onClick={() => save.mutate()}
      {...(ariaLabel !== undefined && { ariaLabel })}
    >
      {children}
    </Button>
  );
}
