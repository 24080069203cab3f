import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ImportReport } from '../../shared/messages/master-data-api.ts';
import { Loading } from '../shell/loading.tsx';
import { ImportProblems } from './import-problems.tsx';
import { importedBy } from './imported-by.ts';
import type { MasterPlace } from './master-kinds.ts';
import { queryPath } from './query-path.ts';
import { SubmitForm } from './submit-form.tsx';
import { uploadWords } from './upload-words.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly place: Pick<MasterPlace, 'plural' | 'title'>;
  readonly close: () => void;
}

/** Takes a spreadsheet: shows first what it would change and which cells are at fault, then stores drafts of its rows. Sent again it changes nothing more. */
export function ImportSheet({ place, close }: Given) {
  const [file, setFile] = useState<File>();
  const [submits, setSubmits] = useState(false);
  const [report, setReport] = useState<ImportReport>();
  const send = useDeed(
    (api, asked: Readonly<Record<string, string>>) =>
      file === undefined
        ? Promise.reject(new Error('no file is chosen'))
        : importedBy(api, queryPath(`/api/imports/${place.plural}`, asked), file),
    (told) => (told.dryRun ? undefined : doneWords(told)),
  );
  const ask = (asked: Readonly<Record<string, string>>) => send.mutate(asked, { onSuccess: setReport });
  const faulty = (report?.counts.refused ?? 0) > 0;
  const store = () => ask({ ...(submits && { submit: 'true' }), ...(faulty && { proceed: 'true' }) });
  const choose = (files: readonly File[]) => {
    setFile(files[0]);
    setReport(undefined);
    send.reset();
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="A row for each, with the columns that an export has"
          actions={<Button onClick={close}>Back to the list</Button>}
        >
          Import {place.title.toLowerCase()}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <SubmitForm
            label={`Import ${place.title.toLowerCase()}`}
            act="Show what would change"
            submit={() => ask({ dryRun: 'true' })}
            isReady={file !== undefined}
            isPending={send.isPending}
            error={send.error}
          >
            <FormField label="Spreadsheet" constraintText="CSV in UTF-8, 5 MB and 2,000 rows at most">
              <FileUpload
                value={file === undefined ? [] : [file]}
                accept=".csv,text/csv"
                showFileSize
                onChange={({ detail }) => choose(detail.value)}
                i18nStrings={uploadWords}
              />
            </FormField>
            <Checkbox checked={submits} onChange={({ detail }) => setSubmits(detail.checked)}>
              Submit the drafts at once
            </Checkbox>
          </SubmitForm>
        </Container>
        {send.isPending && <Loading what={`Reading ${file?.name}`} />}
        {report !== undefined && !send.isPending && <Report report={report} store={store} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

function Report({ report, store }: { readonly report: ImportReport; readonly store: () => void }) {
  const { dryRun, counts } = report;
  const news = (counts.new ?? 0) + (counts.changed ?? 0);
  const label = `Store ${news === 1 ? 'this draft' : `these ${news} drafts`}`;
  const left = (counts.refused ?? 0) > 0 ? ' Rows at fault are left out.' : '';
  return (
    <SpaceBetween size="l">
      <Alert
        type={(counts.refused ?? 0) > 0 ? 'warning' : dryRun ? 'info' : 'success'}
        action={dryRun && news > 0 && <Button onClick={store}>{label}</Button>}
      >
        {doneWords(report)}
        {dryRun && news === 0 && ' There is nothing to store.'}
        {dryRun && news > 0 && left}
      </Alert>
      <ImportProblems report={report} />
    </SpaceBetween>
  );
}

function doneWords({ dryRun, rows, counts }: ImportReport): string {
  const are = dryRun ? 'would be' : 'are';
  const of = rows === 1 ? '1 row' : `${rows} rows`;
  return `${of}: ${counts.new} ${are} new, ${counts.changed} changed, ${counts.same} the same, ${counts.refused} at fault.`;
}
