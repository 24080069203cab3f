/** Why a notice that was signed does not go on by itself. */
export const MAIL_IT = 'no intake is set: mail the form, and tell it by POST …/told';
