/**
 * What a field shows that narrows a list, when the list is narrowed by another value than before: that value, unless it comes of what is typed here. Who types on meanwhile, or has just typed a blank before the next
 * word, loses no letter by what he typed before.
 *
 * @param asked what was asked for last from this field, and not answered yet
 */
export const shownTyped = (typed: string, value: string, asked: string | undefined): string =>
  value === asked || value === typed.trim() ? typed : value;
