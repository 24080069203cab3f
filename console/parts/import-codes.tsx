import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useEffect, useState } from 'react';
import { ID } from '../../shared/id.ts';
import { bringList } from './bring-list.ts';
import { errorAt } from './error-at.ts';
import { FormWindow } from './form-window.tsx';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { uploadWords } from './upload-words.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly pool: string;
  readonly close: () => void;
}

/** Brings a list of codes into a pool: sent once, then it goes on at the server, whatever becomes of the page. */
export function ImportCodes({ pool, close }: Given) {
  const [id, setId] = useState('');
  const [file, setFile] = useState<File>();
  const [share, setShare] = useState(0);
  const [end] = useState(() => new AbortController());
  useEffect(() => () => end.abort(), [end]);
  const bring = useDeed(
    (api, list: File) =>
      bringList(api, { pool, importId: id.trim(), file: list, onProgress: setShare, signal: end.signal }),
    ({ state, count, importId }) =>
      state === 'imported'
        ? `${count} codes of list ${importId} are in pool ${pool}.`
        : `List ${importId} is coming in.`,
  );
  const isReady = file !== undefined && ID.test(id.trim());
  const submit = () => {
    if (file !== undefined) bring.mutate(file, { onSuccess: close });
  };
  return (
    <FormWindow title={`Bring a list into pool ${pool}`} close={close}>
      <SubmitForm
        label={`Bring a list into pool ${pool}`}
        act="Bring it in"
        submit={submit}
        isReady={isReady}
        isPending={bring.isPending}
        error={bring.error}
        cancel={close}
        isStoppable
      >
        <TextField
          label="Id of the list"
          value={id}
          change={setId}
          error={errorAt(bring.error)('importId')}
          constraint="1 to 64 letters, digits or ._:- ; an id names one list"
        />
        <FormField
          label="File"
          constraintText="CSV whose first line names code and application identifiers, or JSON Lines; UTF-8, two million codes and 200 MB at most"
        >
          <FileUpload
            value={file === undefined ? [] : [file]}
            accept=".csv,.jsonl,.ndjson"
            showFileSize
            onChange={({ detail }) => setFile(detail.value[0])}
            i18nStrings={uploadWords}
          />
        </FormField>
        {bring.isPending && (
          <ProgressBar value={Math.round(share * 100)} label={share < 1 ? 'Sending' : 'Sent; it is looked through'} />
        )}
      </SubmitForm>
    </FormWindow>
  );
}
