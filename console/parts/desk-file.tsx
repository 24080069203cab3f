import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import * as v from 'valibot';
import type { DeskMessage } from '../../shared/desk/desk-message.ts';
import { queryPath } from './query-path.ts';
import { saveFile } from './save-file.ts';
import { useDeed } from './use-deed.tsx';

const told = v.object({ name: v.string(), contentType: v.optional(v.string()), base64: v.string() });

interface Given {
  /** Of the case. */
  readonly path: string;
  /** Id of the message that brought it. */
  readonly message: string;
  readonly file: NonNullable<DeskMessage['file']>;
}

/** A file that a message brought, as it is kept. */
export function DeskFile({ path, message, file: { name, bytes, sha256 } }: Given) {
  const save = useDeed(
    async (api) => {
      const { base64, contentType } = await api.get(queryPath(path, { file: message }), told);
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      saveFile(name, new Blob([content], { type: contentType ?? 'application/octet-stream' }));
    },
    undefined,
    { isAlone: true },
  );
  return (
    <>
      <Button iconName="download" variant="inline-link" loading={save.isPending} onClick={() => save.mutate()}>
        Download {name}
      </Button>
      <Box fontSize="body-s" color="text-body-secondary">
        {bytes} bytes, SHA-256 <code>{sha256}</code>
      </Box>
    </>
  );
}
