import { useTexts } from '../texts/language.ts';
import { dropWork } from './start-work.ts';
import { takeOverWork, useWork } from './work.ts';

/** What somebody else has begun at this screen: whoever is signed in now takes it over or drops it, knowingly. */
export function OthersWork() {
  const { others } = useTexts().warehouse;
  const { who, pending } = useWork();
  return (
    <>
      <p className="next" role="status">
        {pending === undefined ? others.began(who) : others.confirmed(who)}
      </p>
      <div className="bar">
        <button type="button" className="main big" onClick={takeOverWork}>
          {others.takeOver}
        </button>
        <button type="button" className="big" onClick={() => void dropWork()}>
          {others.drop}
        </button>
      </div>
    </>
  );
}
