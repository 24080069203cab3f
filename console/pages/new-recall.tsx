import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { recall as recallShape } from '../../shared/messages/recalls-api.ts';
import { errorAt } from '../parts/error-at.ts';
import { dropRecall, keepRecall, recallDraft, wantedRecall } from '../parts/recall-draft.ts';
import { RecallFields } from '../parts/recall-fields.tsx';
import { SignModal } from '../parts/sign-modal.tsx';
import { SubmitForm } from '../parts/submit-form.tsx';
import { useDeed } from '../parts/use-deed.tsx';
import { routeTo } from '../route.ts';

/** Recalls a lot, a range of serials or single units, under an electronic signature. What is typed waits in this tab until it is signed. */
export function NewRecall() {
  const [draft, setDraft] = useState(recallDraft);
  const [isSigning, setSigning] = useState(false);
  const make = useDeed(
    (api, signed: { meaning: string; reason: string }) =>
      api.post('/api/recalls', wantedRecall(draft, signed), recallShape),
    ({ recall }) => `Recall ${recall} stands: whoever verifies a pack of it is told so from now on.`,
  );
  const submit = () => {
    keepRecall(draft);
    setSigning(true);
  };
  const sign = async (signed: { meaning: string; reason: string }) => {
    const { recall } = await make.mutateAsync(signed);
    dropRecall();
    location.assign(routeTo('recalls', recall));
  };
  const cancel = () => {
    dropRecall();
    location.assign(routeTo('recalls'));
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
          cancel={cancel}
        >
          <RecallFields draft={draft} change={setDraft} errorAt={errorAt(make.error)} />
        </SubmitForm>
      </Container>
      {isSigning && (
        <SignModal
          label="Recall the packs"
          subject="a new recall"
          chosen={draft}
          meanings={['recall approved']}
          sign={sign}
          close={() => setSigning(false)}
        >
          Every pack of it is told to be recalled from now on. It is ended only by lifting it, under a signature.
        </SignModal>
      )}
    </ContentLayout>
  );
}
