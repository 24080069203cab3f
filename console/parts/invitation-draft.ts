/** An invitation as somebody types it. */
export interface InvitationDraft {
  readonly partner: string;
  readonly email: string;
  readonly note: string;
  /** Seconds. */
  readonly expiresIn: string;
  /** That the partner may choose from; none: all. */
  readonly channels: readonly string[];
}

const DAY_S = 24 * 3600;

export const durations = [
  { value: `${DAY_S}`, label: 'a day' },
  { value: `${7 * DAY_S}`, label: 'a week' },
  { value: `${30 * DAY_S}`, label: 'thirty days' },
];

export const emptyInvitation: InvitationDraft = {
  partner: '',
  email: '',
  note: '',
  expiresIn: `${7 * DAY_S}`,
  channels: [],
};

/** The same as the API takes it. */
export const wantedInvitation = ({ email, note, expiresIn, channels }: InvitationDraft): object => ({
  expiresIn: Number(expiresIn),
  ...(email.trim() !== '' && { email: email.trim() }),
  ...(note.trim() !== '' && { note: note.trim() }),
  ...(channels.length > 0 && { offers: { channels } }),
});
