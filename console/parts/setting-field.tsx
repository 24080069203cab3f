import { AreaField } from './area-field.tsx';
import type { Setting } from './channel-settings.ts';
import { ChoiceField } from './choice-field.tsx';
import { MappingField } from './mapping-field.tsx';
import { TextField } from './text-field.tsx';

interface Given {
  readonly setting: Setting;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

/** One setting of a channel. */
export function SettingField({ setting: { as, label, hint, required, constraint }, ...field }: Given) {
  const { value, change, error } = field;
  const isChosen = typeof as !== 'string' || as === 'flag';
  const title = required || isChosen ? label : `${label} - optional`;
  if (typeof as !== 'string') return <ChoiceField label={title} values={as} {...field} />;
  if (as === 'flag')
    return (
      <ChoiceField
        label={title}
        values={[
          { value: 'false', label: 'no' },
          { value: 'true', label: 'yes' },
        ]}
        {...field}
      />
    );
  if (as === 'mapping') return <MappingField label={title} {...field} />;
  if (as === 'text' || as === 'number')
    return <TextField label={title} constraint={constraint} hint={hint} value={value} change={change} error={error} />;
  return (
    <AreaField
      label={title}
      constraint={constraint}
      hint={hint ?? ''}
      rows={as === 'lines' ? 2 : 5}
      isCode
      value={value}
      change={change}
      error={error}
    />
  );
}
