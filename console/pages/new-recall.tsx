import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { recall as recallShape } from '../../shared/messages/recalls-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { errorAt } from '../parts/error-at.ts';
import { recallDraftOf, wantedRecall } from '../parts/recall-draft.ts';
import { RecallFields } from '../parts/recall-fields.tsx';
import { SignModal } from '../parts/sign-modal.tsx';
import { SubmitForm } from '../parts/submit-form.tsx';
import { useDeed } from '../parts/use-deed.tsx';
import { routeTo } from '../route.ts';

/** Recalls a lot, a range of serials or single units, under an electronic signature. What is typed stands in the address. */
export function NewRecall({ route }: PageProps) {
  const [draft, setDraft] = useState(() => recallDraftOf(route.query));
  const [isSigning, setSigning] = useState(false);
  const make = useDeed(
    (api, signed: { meaning: string; reason: string }) =>
      api.post('/api/recalls', wantedRecall(draft, signed), recallShape),
    ({ recall }) => `Recall ${recall} stands: whoever verifies a pack of it is told so from now on.`,
  );
  const submit = () => {
    changeQuery(route, { ...draft });
    setSigning(true);
  };
  const sign = async (signed: { meaning: string; reason: string }) => {
    const { recall } = await make.mutateAsync(signed);
    location.assign(routeTo('recalls', recall));
  };
  const isReady = draft.recall.trim() !== '' && draft.gtin.trim() !== '';
  return (
    <ContentLayout header={<Header variant="h1">New recall</Header>}>
      <Container>
        <SubmitForm
          label="New recall"
          act="Recall"
          submit={submit}
          isPending={false}
          isReady={isReady}
          error={isSigning ? undefined : make.error}
          cancel={() => location.assign(routeTo('recalls'))}
        >
          <RecallFields draft={draft} change={setDraft} errorAt={errorAt(make.error)} />
        </SubmitForm>
      </Container>
      {isSigning && (
        <SignModal label="Recall the packs" meanings={['recall approved']} sign={sign} close={() => setSigning(false)}>
          Every pack of it is told to be recalled from now on. It is ended only by lifting it, under a signature.
        </SignModal>
      )}
    </ContentLayout>
  );
}
