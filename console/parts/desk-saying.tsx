import { useState } from 'react';
import { isOfQuality, resolutionsOf } from '../../shared/desk/resolutions.ts';
import type { SayableAct } from '../../shared/desk/sayable-acts.ts';
import { useHere } from '../shell/session-context.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { DeskAnswered } from './desk-answered.tsx';
import { type DeskCase, deskCasePath } from './desk-cases.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { mustProveFirst } from './must-prove-first.ts';
import { PackCounts, type TypedCounts } from './pack-counts.tsx';
import { ProofButton } from './proof-button.tsx';
import { forgetting, keepSigned, keptFor, keptSigned, type SignedDeed } from './signed-words.ts';
import { isAnswer, sayingWords, useSaying } from './use-saying.ts';
import { words } from './words.ts';

const MEANING = 'decided for quality';
const LEAST_SIGNED = 10;

interface Given {
  /** The case as it was when the window was opened. */
  readonly row: DeskCase;
  readonly act: SayableAct;
  readonly close: () => void;
}

/** Says something to the partner, as the case stands. Goods that are not as their data say are quality's to decide about: then it is signed. */
export function DeskSaying({ row, act, close }: Given) {
  const { username, provedAt } = useHere();
  const label = sayingWords[act];
  const proposes = act === 'propose' || act === 'counter';
  const possible = resolutionsOf(row.kind);
  const deed = { label, of: deskCasePath(row.id) };
  const [before] = useState(() => keptBefore(deed, row));
  const [isLate] = useState(() => mustProveFirst(provedAt, Date.now(), before?.at));
  const [resolution, setResolution] = useState<string>(before?.resolution ?? possible[0] ?? 'other');
  const [text, setText] = useState(before?.reason ?? '');
  const [counts, setCounts] = useState<TypedCounts>({ found: '0', quarantined: '0', returned: '0', destroyed: '0' });
  const chosen = proposes ? possible.find((one) => one === resolution) : row.proposal?.resolution;
  const isSigned = (proposes || act === 'accept') && isOfQuality(row.kind, chosen);
  const say = useSaying(row, act, deed);
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
  const keep = () => keepSigned(deed, { meaning: MEANING, reason: text }, decidedOn(row, resolution));
  const at = errorAt(say.error);
  const title = isSigned ? `${label}, signed` : label;
  return (
    <FormModal
      title={title}
      act={title}
      submit={submit}
      isPending={say.isPending}
      isReady={text.trim().length >= least}
      error={say.error}
      close={forgetting(deed, close)}
    >
      {isAnswer(act) && <DeskAnswered row={row} />}
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
      <ProofButton error={say.error} isLate={isSigned && isLate} keep={keep} />
    </FormModal>
  );
}

/** What the words are about: the proposal that is answered, and what is proposed. */
const decidedOn = ({ proposal }: DeskCase, resolution: string) => ({ answered: proposal?.id ?? '', resolution });

/** What was chosen and written before the signer proved again who he is; nothing where another proposal stands by now. */
function keptBefore(deed: SignedDeed, row: DeskCase) {
  const resolution = resolutionsOf(row.kind).find((one) => one === keptSigned(deed)?.chosen['resolution']);
  const words = resolution && keptFor(deed, decidedOn(row, resolution));
  return words && { resolution, reason: words.reason, at: words.at };
}

const countsOf = (typed: TypedCounts) =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, Number(value)]));
