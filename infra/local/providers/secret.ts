import * as v from 'valibot';
import { type CharacterClass, generateSecret, type Secrets } from '../engines/secrets.ts';
import { flag, numeric, type Provider, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const shape = v.object({
  Name: v.optional(v.string()),
  SecretString: v.optional(v.string()),
  GenerateSecretString: v.optional(
    v.object({
      PasswordLength: v.optional(numeric, 32),
      ExcludeCharacters: v.optional(v.string(), ''),
      ExcludeLowercase: v.optional(flag, false),
      ExcludeUppercase: v.optional(flag, false),
      ExcludeNumbers: v.optional(flag, false),
      ExcludePunctuation: v.optional(flag, false),
      IncludeSpace: v.optional(flag, false),
      SecretStringTemplate: v.optional(v.string()),
      GenerateStringKey: v.optional(v.string()),
    }),
  ),
});
type Generate = NonNullable<v.InferOutput<typeof shape>['GenerateSecretString']>;

/** `AWS::SecretsManager::Secret`. Its value is made once and kept: pool keys are derived from it. */
export function secretProvider(secrets: Secrets): Provider {
  return {
    create: async (resource) => {
      const { Name, SecretString, GenerateSecretString } = readProperties(shape, resource);
      const make = () => SecretString ?? generate(GenerateSecretString);
      const arn = await secrets.keep(Name ?? physicalName(resource, 200), make);
      return { ref: arn, Id: arn };
    },
  };
}

function generate(how: Generate | undefined): string {
  // A secret without a value is an empty one to AWS, too, until somebody writes it.
  if (how === undefined) return '';
  const classes: [CharacterClass, boolean][] = [
    ['lowercase', !how.ExcludeLowercase],
    ['uppercase', !how.ExcludeUppercase],
    ['numbers', !how.ExcludeNumbers],
    ['punctuation', !how.ExcludePunctuation],
    ['space', how.IncludeSpace],
  ];
  const drawn = classes.filter(([, wanted]) => wanted).map(([name]) => name);
  const value = generateSecret(how.PasswordLength, drawn, how.ExcludeCharacters);
  if (how.SecretStringTemplate === undefined || how.GenerateStringKey === undefined) return value;
  return JSON.stringify({ ...JSON.parse(how.SecretStringTemplate), [how.GenerateStringKey]: value });
}
