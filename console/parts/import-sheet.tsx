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
import { type ImportPlace, importedBy, reportIn } from './imported-by.ts';
import { saveFile } from './save-file.ts';
import { columnsOf, emptySheet } from './sheet-to-fill.ts';
import { SubmitForm } from './submit-form.tsx';
import { uploadWords } from './upload-words.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly place: ImportPlace;
  readonly close: () => void;
}

/** What becomes of a row, and how it is said. */
const making = {
  drafts: {
    file: 'Spreadsheet, or EPCIS document with master data',
    accept: '.csv,.xml,.json,.jsonld',
    constraint: 'CSV in UTF-8, or EPCIS as XML or JSON; 5 MB and 2,000 rows at most',
    act: (news: number) => `Store ${news === 1 ? 'this draft' : `these ${news} drafts`}`,
  },
  orders: {
    file: 'Spreadsheet',
    accept: '.csv',
    constraint: 'CSV in UTF-8; 5 MB and 2,000 rows at most',
    act: (news: number) => `Order ${news === 1 ? 'this lot' : `these ${news} lots`}`,
  },
};

/** Takes a spreadsheet: shows first what it would change and which cells are at fault, then makes drafts or orders of its rows. Sent again it changes nothing more. */
export function ImportSheet({ place, close }: Given) {
  const words = making[place.makes];
  const [file, setFile] = useState<File>();
  const [submits, setSubmits] = useState(false);
  const [report, setReport] = useState<ImportReport>();
  const send = useDeed(
    (api, { of, asked }: { of: File; asked: Parameters<typeof importedBy>[3] }) =>
      importedBy(api, place.plural, of, asked),
    (told) => (told.dryRun ? undefined : doneWords(told)),
  );
  const ask = (asked: Parameters<typeof importedBy>[3]) => {
    if (file === undefined) return;
    send.mutate({ of: file, asked }, { onSuccess: setReport, onError: (error) => setReport(reportIn(error)) });
  };
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
          description={columnWords(place)}
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
            <FormField
              label={words.file}
              constraintText={words.constraint}
              secondaryControl={
                <Button
                  iconName="download"
                  formAction="none"
                  onClick={() => saveFile(`${place.plural}.csv`, emptySheet(place.plural))}
                >
                  Empty spreadsheet
                </Button>
              }
            >
              <FileUpload
                value={file === undefined ? [] : [file]}
                accept={words.accept}
                showFileSize
                onChange={({ detail }) => choose(detail.value)}
                i18nStrings={uploadWords}
              />
            </FormField>
            {place.makes === 'drafts' && (
              <Checkbox checked={submits} onChange={({ detail }) => setSubmits(detail.checked)}>
                Submit the drafts at once
              </Checkbox>
            )}
          </SubmitForm>
        </Container>
        {send.isPending && <Loading what={`Reading ${file?.name}`} />}
        {report !== undefined && !send.isPending && (
          <Report report={report} isRefused={send.error !== null} store={store} label={words.act} />
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function columnWords({ plural }: ImportPlace): string {
  const { needed, others } = columnsOf(plural);
  return `A row for each. Columns that every row fills in: ${needed.join(', ')}. Those that may be empty: ${others.join(', ')}.`;
}

interface Reported {
  readonly report: ImportReport;
  /** Nothing of it was stored. */
  readonly isRefused: boolean;
  readonly store: () => void;
  readonly label: (news: number) => string;
}

function Report({ report, isRefused, store, label }: Reported) {
  const { dryRun, counts } = report;
  const news = (counts.new ?? 0) + (counts.changed ?? 0);
  const isFaulty = (counts.refused ?? 0) > 0;
  const more = news === 0 ? 'There is nothing new in it.' : isFaulty ? 'Rows at fault are left out.' : '';
  return (
    <SpaceBetween size="l">
      {!isRefused && (
        <Alert
          type={isFaulty ? 'warning' : dryRun ? 'info' : 'success'}
          action={dryRun && news > 0 && <Button onClick={store}>{label(news)}</Button>}
        >
          {doneWords(report)} {dryRun && more}
        </Alert>
      )}
      <ImportProblems report={report} />
    </SpaceBetween>
  );
}

function doneWords({ dryRun, rows, counts }: ImportReport): string {
  const are = dryRun ? 'would be' : 'are';
  const of = rows === 1 ? '1 row' : `${rows} rows`;
  return `${of}: ${counts.new} ${are} new, ${counts.changed} changed, ${counts.same} the same, ${counts.refused} at fault.`;
}
