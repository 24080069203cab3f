/** What the page of alerts tells, by the tab of its address; the first where the address names none. */
const alertKinds = ['eu', 'notices', 'dscsa', 'verifications'] as const;
export type AlertKind = (typeof alertKinds)[number];

export const alertKindOf = (tab: string | undefined): AlertKind => alertKinds.find((one) => one === tab) ?? 'eu';
