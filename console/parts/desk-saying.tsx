import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { isOfQuality, resolutionsOf } from '../../shared/desk/resolutions.ts';
import type { SayableAct } from '../../shared/desk/sayable-acts.ts';
import { signInAgain } from '../session.ts';
import { useHere } from '../shell/session-context.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { type DeskCase, deskCase, deskCasePath } from './desk-cases.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { PackCounts, type TypedCounts } from './pack-counts.tsx';
import { needsProof } from './sign-modal.tsx';
import { forgetSigned, keepSigned, keptSigned } from './signed-words.ts';
import { useDeed } from './use-deed.tsx';
import { words } from './words.ts';

export const sayingWords: Readonly<Record<SayableAct, string>> = {
  propose: 'Propose',
  accept: 'Accept the proposal',
  reject: 'Reject the proposal',
  counter: 'Propose something else',
  acknowledge: 'Acknowledge the notice',
  report: 'Report packs',
  note: 'Note',
};
const MEANING = 'decided for quality';
const LEAST_SIGNED = 10;

interface Given {
  readonly row: DeskCase;
  readonly act: SayableAct;
  readonly close: () => void;
}

/** Says something to the partner, as the case stands. Goods that are not as their data say are quality's to decide about: then it is signed. */
export function DeskSaying({ row, act, close }: Given) {
  const { username } = useHere();
  const label = sayingWords[act];
  const proposes = act === 'propose' || act === 'counter';
  const possible = resolutionsOf(row.kind);
  const [resolution, setResolution] = useState<string>(possible[0] ?? 'other');
  const [text, setText] = useState(() => keptSigned(label)?.reason ?? '');
  const [counts, setCounts] = useState<TypedCounts>({ found: '0', quarantined: '0', returned: '0', destroyed: '0' });
  const chosen = proposes ? possible.find((one) => one === resolution) : row.proposal?.resolution;
  const isSigned = (proposes || act === 'accept') && isOfQuality(row.kind, chosen);
  const say = useSaying(row, act);
  const isNeeded = act === 'note' || act === 'reject' || (proposes && resolution === 'other');
  const least = isSigned ? LEAST_SIGNED : isNeeded ? 1 : 0;
  const submit = () => {
    const said = {
      ...(proposes && { resolution }),
      ...(text.trim() !== '' && { text: text.trim() }),
      ...(act === 'report' && { found: countsOf(counts) }),
      ...(isSigned && { signature: { meaning: MEANING } }),
    };
    say.mutate(said, { onSuccess: close });
  };
  const proveAgain = () => {
    keepSigned(label, { meaning: MEANING, reason: text });
    void signInAgain();
  };
  const at = errorAt(say.error);
  return (
    <FormModal
      title={isSigned ? `${label}, signed` : label}
      act={isSigned ? `${label}, signed` : label}
      submit={submit}
      isPending={say.isPending}
      isReady={text.trim().length >= least}
      error={say.error}
      close={close}
    >
      {proposes && (
        <ChoiceField
          label="What"
          value={resolution}
          values={possible.map((value) => ({ value, label: words(value).toLowerCase() }))}
          change={setResolution}
        />
      )}
      {act === 'report' && <PackCounts counts={counts} change={setCounts} errorAt={at} />}
      <AreaField
        label={`Words for the partner${least === 0 ? ' - optional' : ''}`}
        description={isSigned ? `Signed by ${username}: ${MEANING}` : undefined}
        constraint={least > 1 ? `${least} characters or more` : undefined}
        value={text}
        change={setText}
        error={at('/text')}
      />
      {needsProof(say.error) && (
        <Button formAction="none" onClick={proveAgain}>
          Sign in again to sign
        </Button>
      )}
    </FormModal>
  );
}

const countsOf = (typed: TypedCounts) =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, Number(value)]));

function useSaying({ id, proposal }: DeskCase, act: SayableAct) {
  // Drawn once: sent again after an answer that was lost, it says nothing twice.
  const [message] = useState(() => crypto.randomUUID());
  const answers = act === 'accept' || act === 'reject' || act === 'counter';
  const of = answers && proposal !== undefined ? { of: proposal.id } : {};
  return useDeed(
    async (api, said: object) => {
      const after = await api.post(`${deskCasePath(id)}/messages`, { id: message, act, ...of, ...said }, deskCase);
      forgetSigned();
      return after;
    },
    () => `Said: ${sayingWords[act].toLowerCase()}.`,
  );
}
