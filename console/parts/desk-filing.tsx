import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { type DeskCase, deskCase, deskCasePath } from './desk-cases.ts';
import { FormModal } from './form-modal.tsx';
import { queryPath } from './query-path.ts';
import { uploadWords } from './upload-words.ts';
import { useDeed } from './use-deed.tsx';

/** What a request carries. */
const MOST_BYTES = 4_400_000;

interface Given {
  readonly row: DeskCase;
  readonly close: () => void;
}

/** Attaches a file to a case; the partner gets the same bytes. */
export function DeskFiling({ row: { id }, close }: Given) {
  const [file, setFile] = useState<File>();
  const attach = useDeed(
    (api, chosen: File) => {
      const to = queryPath(`${deskCasePath(id)}/files`, { name: chosen.name });
      return api.send(to, chosen, chosen.type || 'application/octet-stream', deskCase);
    },
    (_, { name }) => `${name} is attached.`,
  );
  const isTooLarge = file !== undefined && file.size > MOST_BYTES;
  return (
    <FormModal
      title="Attach a file"
      act="Attach it"
      submit={() => file !== undefined && attach.mutate(file, { onSuccess: close })}
      isPending={attach.isPending}
      isReady={file !== undefined && !isTooLarge}
      error={attach.error}
      close={close}
    >
      <FormField
        label="File"
        constraintText="Up to 4.4 MB; the partner gets the same bytes, and it cannot be taken back"
        errorText={isTooLarge ? 'It is too large: attach it in parts, or a smaller picture' : undefined}
      >
        <FileUpload
          value={file === undefined ? [] : [file]}
          showFileSize
          onChange={({ detail }) => setFile(detail.value[0])}
          i18nStrings={uploadWords}
        />
      </FormField>
    </FormModal>
  );
}
