import { useState } from 'react';
import { get, inWords } from '../data/ask.ts';
import { insideShape } from './held-shape.ts';

/** What stands behind it, asked for only when somebody wants to see it; again after it could not be told. */
export function LookInside({ path, title }: { readonly path: string; readonly title: string }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const look = async () => {
    if (text !== '') return;
    setProblem('');
    try {
      const { held, body } = await get(path, insideShape);
      setText(JSON.stringify(held ?? body, null, 1));
    } catch (error) {
      setProblem(inWords(error));
    }
  };
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && void look()}>
      <summary>{title}</summary>
      <p className="bad" role="alert">
        {problem}
      </p>
      {text !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        <pre tabIndex={0}>{text}</pre>
      )}
    </details>
  );
}
