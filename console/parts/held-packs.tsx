import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import * as v from 'valibot';
import { Loading } from '../shell/loading.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { saveFile } from './save-file.ts';
import { ShownText } from './shown-text.tsx';
import type { Holder } from './use-holders.ts';
import { usePaged } from './use-paged.tsx';

const packs = v.object({ epcs: v.array(v.string()), next: v.optional(v.string()) });

interface Given {
  /** Of the recall. */
  readonly path: string;
  readonly holder: Holder;
  readonly close: () => void;
}

/** The packs that a holder holds of a recall, a page of them at a time. */
export function HeldPacks({ path, holder: { holder, name }, close }: Given) {
  const { listed, page, pagination } = usePaged(queryPath(`${path}/holders`, { holder }), packs);
  const text = page?.epcs.join('\n') ?? '';
  const file = `packs-of-${holder.replace(/[^\w.-]+/g, '_')}.txt`;
  return (
    <Modal visible size="large" header={`Packs of ${name}`} closeAriaLabel="Close" onDismiss={close}>
      <SpaceBetween size="m">
        <ProblemAlert error={listed.error} />
        {page === undefined ? (
          listed.error === null && <Loading />
        ) : (
          <ShownText label={`Packs of ${name}`} text={text || 'none'} />
        )}
        <SpaceBetween direction="horizontal" size="m">
          <Button iconName="download" disabled={text === ''} onClick={() => saveFile(file, new Blob([`${text}\n`]))}>
            Save those shown
          </Button>
          {pagination}
        </SpaceBetween>
      </SpaceBetween>
    </Modal>
  );
}
