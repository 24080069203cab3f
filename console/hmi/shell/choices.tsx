import { useState } from 'react';
import { appearances, applyAppearance, keptAppearance } from '../appearance.ts';
import { languageNames, languages } from '../texts/catalogues.ts';
import { speak, useSpoken } from '../texts/language.ts';

/** Language and appearance of this screen. */
export function Choices() {
  const { texts, language } = useSpoken();
  const [appearance, setAppearance] = useState(keptAppearance);
  return (
    <span className="choices">
      <select
        aria-label={texts.language}
        value={language}
        onChange={({ target }) => {
          const chosen = languages.find((one) => one === target.value);
          if (chosen !== undefined) speak(chosen);
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {languageNames[one]}
          </option>
        ))}
      </select>
      <select
        aria-label={texts.appearance}
        value={appearance}
        onChange={({ target }) => {
          const chosen = appearances.find((one) => one === target.value) ?? 'system';
          applyAppearance(chosen);
          setAppearance(chosen);
        }}
      >
        {appearances.map((one) => (
          <option key={one} value={one}>
            {texts.appearances[one]}
          </option>
        ))}
      </select>
    </span>
  );
}
